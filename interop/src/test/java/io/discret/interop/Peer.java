package io.discret.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A user on a device: a folder, a key, and a process that can be killed and started again. */
final class Peer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COMPLAINT = Pattern.compile("\\b(ERROR|WARN|WARNING|SEVERE|panicked)\\b");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int ANSWER_SECONDS = 120;

    final Side side;
    private final Setting setting;
    private final String secret;
    private final Path folder;
    private final Path log;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private Process process;
    private OutputStream in;
    private int forgiven;
    String privateRoom = "";
    String key = "";

    /**
     * Everything that two peers have in common.
     *
     * @param config more members of {@code config} in {@code start}
     */
    record Setting(Lan lan, Path folder, Meeting meeting, String model, Map<String, Object> config) {}

    Peer(Setting setting, Side side, String name, byte[] secret) {
        this.setting = setting;
        this.side = side;
        this.secret = HexFormat.of().formatHex(secret);
        folder = setting.folder().resolve(name);
        log = setting.folder().resolve(name + ".log");
    }

    /** Start as the meeting says. */
    Peer start() {
        return start(setting.meeting().way());
    }

    /** Start the process alone. */
    Peer launch() {
        List<String> command =
                side == Side.RUST ? List.of(LiveReference.program().toString()) : java();
        ProcessBuilder builder = new ProcessBuilder(setting.lan().inside(command));
        builder.environment().put("RUST_LOG", "discret=info");
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(folder);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.getOutputStream();
        answers.clear();
        Process started = process;
        Thread reader = new Thread(() -> read(started), "answers of " + side);
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    /** Start so that the Java side dials, is dialed, or both. */
    Peer start(Meeting.Way way) {
        launch();
        ObjectNode start = command("start")
                .put("model", setting.model())
                .put("app_key", "interop")
                .put("key_material", secret)
                .put("path", folder.toString());
        ObjectNode config = start.putObject("config");
        config.put("multicast_ipv4_interface", "127.0.0.1").put("auto_accept_local_device", true);
        setting.config().forEach((name, value) -> config.set(name, JSON.valueToTree(value)));
        if (side == Side.JAVA) {
            config.put("transport", setting.meeting().transport())
                    .putArray("discoveries")
                    .add(way.discovery());
        }
        JsonNode identity = send(start);
        privateRoom = identity.path("private_room").asText();
        key = identity.path("verifying_key").asText();
        return this;
    }

    /** Our command on the class path, because the one-way discoveries of the tests are no module of it. */
    private static List<String> java() {
        String jars = Path.of(System.getProperty("discret.root"), "discret-cli", "target", "lib") + "/*";
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                jars + ":" + Path.of("target", "test-classes").toAbsolutePath(),
                "io.discret.cli.Main",
                "peer",
                "--log",
                "DEBUG");
    }

    static ObjectNode command(String name) {
        return JsonNodeFactory.instance.objectNode().put("cmd", name);
    }

    /** Send a command; its answer, or an {@link AssertionError} with its error. */
    JsonNode send(ObjectNode command) {
        JsonNode answer = answer(command);
        assertThat(answer.has("err"))
                .as(
                        "%s: %s: %s",
                        side, command.path("cmd").asText(), answer.path("err").asText())
                .isFalse();
        return answer.path("ok");
    }

    /** Send a command that is refused; the error. */
    String refused(ObjectNode command) {
        JsonNode answer = answer(command);
        assertThat(answer.has("err")).as("%s refuses %s", side, command).isTrue();
        return answer.path("err").asText();
    }

    private synchronized JsonNode answer(ObjectNode command) {
        try {
            in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            JsonNode answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            assertThat(answer)
                    .as("%s answers %s", side, command.path("cmd").asText())
                    .isNotNull();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(side + " is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode query(String text) {
        return send(command("query").put("q", text));
    }

    JsonNode mutate(String text, Map<String, Object> parameters) {
        return send(change("mutate", text, parameters));
    }

    void delete(String text, Map<String, Object> parameters) {
        send(change("delete", text, parameters));
    }

    static ObjectNode change(String command, String text, Map<String, Object> parameters) {
        ObjectNode change = command(command).put("q", text);
        change.set("params", JSON.valueToTree(parameters));
        return change;
    }

    /** Events of a kind; the reference tells of the end of connections nobody proved anything on, too (40 §10). */
    List<JsonNode> events(String kind) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals(kind))
                .filter(event -> !event.path("key").asText("?").isEmpty())
                .toList();
    }

    boolean met(Peer other) {
        return events("PeerConnected").stream()
                .anyMatch(event -> event.path("key").asText().equals(other.key));
    }

    boolean connected() {
        return events("PeerConnected").size() > events("PeerDisconnected").size();
    }

    /** Forget the events so far. */
    void forget() {
        events.clear();
    }

    /** End the process as a power cut would. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await(process);
        events.clear();
    }

    /** Lines of the log that fulfil a condition. */
    List<String> log(Predicate<String> wanted) {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                    .map(line -> COLOUR.matcher(line).replaceAll(""))
                    .filter(wanted)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of the log that tell of errors or of refused data, since the last {@link #forgive}. */
    List<String> complaints() {
        List<String> all = log(this::complains);
        return List.copyOf(all.subList(Math.min(forgiven, all.size()), all.size()));
    }

    /** Leave out what the log told so far: the other peer was just ended in the middle of whatever it did. */
    void forgive() {
        forgiven = log(this::complains).size();
    }

    private boolean complains(String line) {
        return COMPLAINT.matcher(line).find() && !setting.meeting().expects(line);
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        try {
            in.close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        await(process);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read(Process started) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                JsonNode message = JSON.readTree(line);
                if (started != process) {
                    continue;
                }
                if (message.has("event") || message.has("lagged")) {
                    events.add(message);
                } else {
                    answers.add(message);
                }
            }
        } catch (IOException e) {
            // The process was killed in the middle of a line.
            return;
        }
    }

    @Override
    public String toString() {
        return side.toString();
    }
}
