package org.example.chat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Say one's name to all devices, and print what is heard until the input ends: Chat NAME FOLDER GROUP [SIGNER [STORE]].
 */
public final class Chat {
    private final Discret app;
    private final Set<String> heard = new ConcurrentSkipListSet<>();

    private Chat(Discret app) {
        this.app = app;
    }

    public static void main(String[] args) throws IOException {
        Configuration.Builder configuration = Configuration.builder()
                .model("chat { Message { content: String } }")
                .applicationKey("example.org/chat")
                .keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]))
                .folder(Path.of(args[1]))
                .multicastIpv4Interface("127.0.0.1")
                .multicastIpv4Group(args[2])
                .announceFrequencyInMs(1000);
        if (args.length > 3) {
            configuration.signer(args[3]);
        }
        if (args.length > 4) {
            configuration.store(args[4]);
        }
        try (Discret app = Discret.open(configuration.build())) {
            new Chat(app).run(args[0]);
        } catch (DiscretException e) {
            System.out.println("ERROR " + e.code() + " " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(String name) throws IOException {
        app.events().onEvent(Event.PeerConnected.class, event -> System.out.println("CONNECTED " + event.connection()));
        app.events().onEvent(Event.DataChanged.class, event -> listen());
        app.mutate(
                "mutate { chat.Message { room_id: $room content: $text } }",
                Parameters.of("room", app.privateRoom(), "text", name));
        listen();
        while (System.in.read() >= 0) {
            listen();
        }
    }

    private void listen() {
        app.query("query { res: chat.Message(first 1000) { content } }").list("res", Message.class).stream()
                .map(Message::content)
                .filter(heard::add)
                .forEach(content -> System.out.println("HEARD " + content));
    }

    /** What a query answers. */
    public record Message(String content) {}
}
