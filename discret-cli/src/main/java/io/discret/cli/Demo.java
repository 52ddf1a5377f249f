package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Two devices of one person on this computer, from start to end. Used by one thread. */
final class Demo implements AutoCloseable {
    /** How often a device is asked for what it shows while nothing tells of a change. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final String MODEL = "chat { Message { content: String } }";
    private static final String WRITE = "mutate { message: chat.Message { room_id: $room content: $content } }";
    private static final String READ =
            "query { messages: chat.Message(order_by(mdate asc, id asc)) { id mdate content } }";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MS = 1_000_000;

    private final PrintWriter out;
    private final String networkInterface;
    private final Logging.Threshold threshold;
    private final Duration limit;
    private final long started = System.nanoTime();
    private final TemporaryFolder folder = TemporaryFolder.create("discret-demo-");
    private final List<PeerProcess> devices = new ArrayList<>();
    private final Thread cleaner = new Thread(this::release, "cleans up after an interruption");

    /** Prepare it; {@code limit} is the time within which it works or says why not. */
    Demo(PrintWriter out, String networkInterface, Logging.Threshold threshold, Duration limit) {
        this.limit = limit;
        this.out = out;
        this.networkInterface = networkInterface;
        this.threshold = threshold;
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** Show it; throws a {@link Failure} with the reason when something does not work. */
    void run() {
        tell("Two devices of one person, as two processes on this computer. They have no server.");
        try {
            play();
        } catch (Failure e) {
            Failure reason = new Failure("The demo did not work: " + e.getMessage() + complaints(), e);
            synchronized (devices) {
                devices.forEach(PeerProcess::kill);
            }
            throw reason;
        }
        release();
        tell("Both processes have stopped, their folders are deleted. It works.");
    }

    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The JVM is stopping: the hook itself runs this, or will.
            return;
        }
    }

    private void play() {
        String secret = secret();
        PeerProcess laptop = device("laptop");
        PeerProcess phone = device("phone");
        String room = start(laptop, "laptop", secret);
        start(phone, "phone", secret);
        awaitConnection(phone);
        tell("They found each other by multicast on " + networkInterface
                + ", connected by QUIC and proved to be the same person.");
        say(laptop, "laptop", phone, "phone", room, "Hello from the laptop.");
        say(phone, "phone", laptop, "laptop", room, "Hello from the phone.");
        say(laptop, "laptop", phone, "phone", room, "Every row is signed, both files are encrypted.");
        JsonNode onLaptop = messages(laptop);
        JsonNode onPhone = messages(phone);
        if (!onLaptop.equals(onPhone)) {
            throw new Failure("the two devices do not show the same messages");
        }
        tell("Both devices show the same " + onLaptop.size() + " messages in the same order:");
        onLaptop.forEach(
                message -> out.println("            " + message.path("content").asText()));
    }

    private PeerProcess device(String name) {
        List<String> arguments = List.of("peer", "--log", threshold.name());
        PeerProcess device = PeerProcess.start(name, SelfLauncher.command(arguments));
        synchronized (devices) {
            devices.add(device);
        }
        return device;
    }

    private String start(PeerProcess device, String name, String secret) {
        ObjectNode command = Json.object()
                .put("cmd", "start")
                .put("model", MODEL)
                .put("app_key", "discret demo")
                .put("key_material", secret)
                .put("path", folder.path().resolve(name).toString());
        command.putObject("config")
                .put("multicast_ipv4_interface", networkInterface)
                .put("announce_frequency_in_ms", 2000);
        String room = call(device, command).path("private_room").asText();
        tell("The " + name + " is process " + device.pid() + " and keeps its encrypted file in "
                + folder.path().resolve(name) + ".");
        return room;
    }

    private void awaitConnection(PeerProcess device) {
        if (device.awaitEvent(event -> event.path("event").asText().equals("PeerConnected"), remaining()) == null) {
            throw new Failure("the devices did not find each other within " + limit.toSeconds()
                    + " s; './discret doctor' tells which network interfaces carry multicast");
        }
    }

    /** Write on one device and wait until the other shows it. */
    private void say(
            PeerProcess writer, String writerName, PeerProcess reader, String readerName, String room, String content) {
        long before = System.nanoTime();
        ObjectNode command = Json.object().put("cmd", "mutate").put("q", WRITE);
        command.putObject("params").put("room", room).put("content", content);
        call(writer, command);
        while (!shows(reader, content)) {
            if (remaining().isZero()) {
                throw new Failure("what the " + writerName + " wrote did not reach the " + readerName + " within "
                        + limit.toSeconds() + " s");
            }
            reader.awaitEvent(event -> event.path("event").asText().equals("DataChanged"), LOOK_AGAIN);
        }
        long ms = (System.nanoTime() - before) / NANOS_PER_MS;
        tell("Written on the " + writerName + ", shown on the " + readerName + " " + ms + " ms later: " + content);
    }

    private boolean shows(PeerProcess device, String content) {
        for (JsonNode message : messages(device)) {
            if (message.path("content").asText().equals(content)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode messages(PeerProcess device) {
        return call(device, Json.object().put("cmd", "query").put("q", READ)).path("messages");
    }

    private JsonNode call(PeerProcess device, ObjectNode command) {
        Duration left = remaining();
        if (left.isZero()) {
            throw new Failure("it was not done within " + limit.toSeconds()
                    + " s; on a busy computer give it more time with --within SECONDS");
        }
        return device.call(command, left);
    }

    private Duration remaining() {
        Duration left = limit.minusNanos(System.nanoTime() - started);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void release() {
        List<PeerProcess> running;
        synchronized (devices) {
            running = List.copyOf(devices);
            devices.clear();
        }
        running.forEach(PeerProcess::close);
        folder.close();
    }

    private String complaints() {
        StringBuilder said = new StringBuilder();
        synchronized (devices) {
            for (PeerProcess device : devices) {
                if (!device.errors().isEmpty()) {
                    said.append(System.lineSeparator())
                            .append("Process ")
                            .append(device.pid())
                            .append(" said:")
                            .append(System.lineSeparator())
                            .append(device.errors());
                }
            }
        }
        return said.toString();
    }

    private void tell(String sentence) {
        double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
        out.println(String.format(Locale.ROOT, "[%6.2f s]  %s", seconds, sentence));
        out.flush();
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
