package io.discret.example.chat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/** Chat with yourself on all your devices: SimpleChat NAME PASS-PHRASE FOLDER. */
public final class SimpleChat {
    public static void main(String[] args) {
        try (Discret app = Discret.open(Configuration.builder()
                        .model("chat { Message { content: String } }")
                        .applicationKey("example.org/chat")
                        .keyMaterial(KeyMaterial.fromPassPhrase(args[0], args[1].toCharArray()))
                        .folder(Path.of(args[2]))
                        .build());
                Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
            app.events().onEvent(Event.PeerConnected.class, event -> System.out.println("Another device is here."));
            while (lines.hasNextLine()) {
                Parameters message = Parameters.of("room", app.privateRoom(), "text", lines.nextLine());
                app.mutate("mutate { chat.Message { room_id: $room content: $text } }", message);
                app.query("query { res: chat.Message(order_by(mdate desc), first 20) { id mdate content } }")
                        .list("res", Message.class)
                        .forEach(newest -> System.out.println(newest.content()));
            }
        }
    }

    public record Message(String id, long mdate, String content) {}
}
