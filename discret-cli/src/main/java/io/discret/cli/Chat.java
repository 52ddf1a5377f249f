package io.discret.cli;

import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.Event;
import io.discret.api.Events;
import io.discret.api.Parameters;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The chat of one person with all own devices. Lines are typed on one thread, messages are shown by another one. */
final class Chat implements AutoCloseable {
    /** A mutation is two letters longer than what a person types; the rest is refused before it reaches the engine. */
    private static final int MOST_CHARACTERS = 10_000;

    /** The newest messages that are looked through when something changed. */
    private static final String NEWEST =
            "query { messages: chat.Message(order_by(mdate desc, id desc), first 100) { id mdate content } }";

    private static final String WRITE = "mutate { message: chat.Message { room_id: $room content: $content } }";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Discret app;
    private final Console console;
    private final Set<String> shown = new HashSet<>();

    /** Shows messages; the engine must not wait for a terminal. */
    private final ExecutorService display = Executors.newSingleThreadExecutor();

    private final List<Events.Subscription> subscriptions = new ArrayList<>();

    Chat(Discret app, Console console) {
        this.app = app;
        this.console = console;
        Events events = app.events();
        subscriptions.add(events.onEvent(Event.DataChanged.class, event -> display.execute(this::showNew)));
        subscriptions.add(events.onEvent(
                Event.PeerConnected.class, event -> display.execute(() -> console.show("* another device is here"))));
        subscriptions.add(events.onEvent(
                Event.PeerDisconnected.class, event -> display.execute(() -> console.show("* a device left"))));
        display.execute(this::showNew);
    }

    /** Send every line typed until {@code /quit} or the end of the input. */
    void run() {
        console.show("Everything you type is on all your devices. /quit ends.");
        for (String line = console.read(); line != null; line = console.read()) {
            if (line.strip().equals("/quit")) {
                return;
            }
            if (line.length() > MOST_CHARACTERS) {
                console.show("! A message has at most " + MOST_CHARACTERS + " characters.");
            } else if (!line.isBlank()) {
                send(line);
            }
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(Events.Subscription::close);
        // What was written last is still shown.
        display.execute(this::showNew);
        display.shutdown();
        try {
            if (!display.awaitTermination(5, TimeUnit.SECONDS)) {
                display.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String content) {
        try {
            app.mutate(WRITE, Parameters.of("room", app.privateRoom(), "content", content));
        } catch (DiscretException e) {
            console.show("! " + e.getMessage());
        }
    }

    private void showNew() {
        try {
            List<Message> newest = new ArrayList<>(app.query(NEWEST).list("messages", Message.class));
            Collections.reverse(newest);
            for (Message message : newest) {
                if (shown.add(message.id())) {
                    console.show(TIME.format(Instant.ofEpochMilli(message.mdate())) + "  " + message.content());
                }
            }
        } catch (DiscretException e) {
            console.show("! " + e.getMessage());
        }
    }

    /** One message as the query shows it; mapped by the engine, so its accessors are public. */
    public record Message(String id, long mdate, String content) {}
}
