package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One device of the person of a test: a folder, and while it runs a process that has it open. */
final class Device implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final String MODEL = "chat { Message { content: String } }";
    private static final String WRITE = "mutate { message: chat.Message { room_id: $room content: $content } }";
    private static final String STREAM = "mutate { message: chat.Message { room_id: $room_id content: $text } }";

    private final String name;
    private final Path folder;
    private final String secret;
    private final String group;
    private String transport = "netty";
    private String store = "sqlcipher";
    private List<String> prefix = List.of();
    private @Nullable PeerProcess process;
    private String room = "";

    /**
     * Set up a device that does not run yet.
     *
     * @param secret 64 hexadecimal digits, the same on all devices of a person
     * @param group multicast group and port, one for each test
     */
    Device(String name, Path folder, String secret, String group) {
        this.name = name;
        this.folder = folder.resolve(name);
        this.secret = secret;
        this.group = group;
    }

    /** Use another transport than the usual one, from the next start on. */
    Device transport(String id) {
        transport = id;
        return this;
    }

    /** Use another store than the usual one; before the first start. */
    Device store(String id) {
        store = id;
        return this;
    }

    /** Put something before the command line, such as a limit of the system, from the next start on. */
    Device within(List<String> command) {
        prefix = List.copyOf(command);
        return this;
    }

    Device start() {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(Installed.onModulePath("peer", "--log", "WARNING"));
        PeerProcess started = PeerProcess.start(name, line);
        process = started;
        ObjectNode command = Json.object()
                .put("cmd", "start")
                .put("model", MODEL)
                .put("app_key", "discret test")
                .put("key_material", secret)
                .put("path", folder.toString());
        command.putObject("config")
                .put("multicast_ipv4_interface", "127.0.0.1")
                .put("multicast_ipv4_group", group)
                .put("transport", transport)
                .put("store", store)
                .put("announce_frequency_in_ms", 1000);
        room = started.call(command, ANSWER).path("private_room").asText();
        return this;
    }

    /** Write one message; completed when it is committed. */
    CompletableFuture<JsonNode> write(String content) {
        ObjectNode command = Json.object().put("cmd", "mutate").put("q", WRITE);
        command.putObject("params").put("room", room).put("content", content);
        return process().send(command);
    }

    /** Write n messages of a length; returns when they are committed. */
    void writeMany(int n, int length) {
        process()
                .call(
                        Json.object()
                                .put("cmd", "stream")
                                .put("q", STREAM)
                                .put("room", room)
                                .put("n", n)
                                .put("len", length),
                        Duration.ofMinutes(2));
    }

    /** Every message, id → content, sorted by id. */
    Map<String, String> messages() {
        Map<String, String> messages = new TreeMap<>();
        JsonNode page = query("query { res: chat.Message(order_by(id asc), first 10000) { id content } }");
        while (!page.isEmpty()) {
            String last = "";
            for (JsonNode message : page) {
                last = message.path("id").asText();
                messages.put(last, message.path("content").asText());
            }
            page = query("query { res: chat.Message(order_by(id asc), after(\"" + last
                    + "\"), first 10000) { id content } }");
        }
        return messages;
    }

    /** The selection {@code res} of a query. */
    JsonNode query(String query) {
        return process()
                .call(Json.object().put("cmd", "query").put("q", query), ANSWER)
                .path("res");
    }

    /** Number of messages, counted by the store. */
    long count() {
        return query("query { res: chat.Message { n: count() } }")
                .path(0)
                .path("n")
                .asLong();
    }

    /** Wait until this device has a number of messages. */
    void awaitCount(long expected, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        long count = count();
        while (count < expected) {
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " has " + count + " of " + expected + " messages after "
                        + limit.toSeconds() + " s. " + process().errors());
            }
            process().awaitEvent(event -> event.path("event").asText().equals("DataChanged"), LOOK_AGAIN);
            count = count();
        }
    }

    /** Wait until this device has the same messages as another one, neither being written to. */
    void awaitSame(Device other, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, String> own = messages();
        Map<String, String> theirs = other.messages();
        while (!own.equals(theirs)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " has " + own.size() + " messages, " + other.name + " has "
                        + theirs.size() + ", not the same after " + limit.toSeconds() + " s. "
                        + process().errors() + other.process().errors());
            }
            process().awaitEvent(event -> event.path("event").asText().equals("DataChanged"), LOOK_AGAIN);
            own = messages();
            theirs = other.messages();
        }
    }

    /** End the process as a power cut would. */
    void kill() {
        process().kill();
        process = null;
    }

    /** End the process as a user would. */
    void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private PeerProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process;
    }
}
