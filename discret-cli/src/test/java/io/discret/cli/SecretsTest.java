package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plant a pass phrase, a key and texts of rows, let two devices write, sort, search, synchronise, fail and log everything, and
 * look for them in every file they made, in their logs, their command lines and their environment.
 */
@Tag("process")
class SecretsTest {
    private static final String PASS = "planted-Pass-Phrase-41";
    private static final String TEXT = "planted-row-text-42";
    private static final String SECOND = "planted-other-text-43";
    private static final String MODEL = "chat { Message { content: String } }";

    /** {@code -Dsecret.rows=45000}: more than a store keeps in memory to sort them, so that it needs temporary files. */
    private static final int ROWS = Integer.getInteger("secret.rows", 2_000);

    private static final int LENGTH = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlcipher", "h2"})
    void nothing_planted_is_found_anywhere(String store) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, byte[]> planted = planted();
        Set<String> found = new TreeSet<>();
        try (Peer laptop = new Peer("laptop", temporary, store);
                Peer phone = new Peer("phone", temporary, store)) {
            laptop.call(Json.object()
                    .put("cmd", "stream")
                    .put("q", "mutate { chat.Message { content: $text } }")
                    .put("n", ROWS)
                    .put("len", LENGTH));
            write(laptop, TEXT);
            write(phone, SECOND);
            // Texts that are refused are where errors could repeat them.
            laptop.fails(mutation("mutate { chat.Mesage { content: $text } }", TEXT));
            laptop.fails(mutation("mutate { chat.Message { id: $text content: $text } }", TEXT));
            laptop.fails(Json.object().put("cmd", "accept_invite").put("invite", TEXT));
            CompletableFuture<JsonNode> sorted = CompletableFuture.supplyAsync(() ->
                    laptop.call(query("query { res: chat.Message(order_by(content desc), first 10) { content } }")));
            while (!sorted.isDone()) {
                found.addAll(found(planted, folder));
            }
            sorted.get(1, TimeUnit.MINUTES);
            laptop.call(query("query { res: chat.Message(search(\"" + TEXT + "\")) { content } }"));
            awaitText(phone, TEXT);
            awaitText(laptop, SECOND);
            found.addAll(found(planted, folder));
            found.addAll(processes(planted, laptop, phone));
        }
        found.addAll(found(planted, folder));

        assertThat(found).isEmpty();
        assertThat(Files.readString(folder.resolve("laptop.log")))
                .as("the log that was looked into")
                .contains("io.discret.core.net");
        // The search for what must not be there finds what is there.
        Files.writeString(folder.resolve("control"), TEXT, StandardCharsets.UTF_16LE);
        assertThat(found(planted, folder)).hasSize(1);
    }

    private static Map<String, byte[]> planted() {
        Map<String, byte[]> planted = new LinkedHashMap<>();
        // The last one begins a line in which Netty writes out a session of TLS.
        for (String text : List.of(PASS, TEXT, SECOND, "lorem ipsum lorem", ", session: [")) {
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
                planted.put(text + " in " + charset, text.getBytes(charset));
            }
        }
        return planted;
    }

    /** Which planted text is in which file below a folder. */
    private static Set<String> found(Map<String, byte[]> planted, Path folder) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    found.addAll(inBytes(planted, folder.relativize(file).toString(), read(file)));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A file that went while the folder was walked: the next walk sees what is left.
            return found;
        }
        return found;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static Set<String> processes(Map<String, byte[]> planted, Peer... peers) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Peer peer : peers) {
            for (String what : List.of("cmdline", "environ")) {
                Path file = Path.of("/proc", String.valueOf(peer.process.pid()), what);
                if (Files.isReadable(file)) {
                    found.addAll(inBytes(planted, file.toString(), Files.readAllBytes(file)));
                }
            }
        }
        return found;
    }

    private static Set<String> inBytes(Map<String, byte[]> planted, String where, byte[] bytes) {
        Set<String> found = new TreeSet<>();
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        planted.forEach((what, wanted) -> {
            if (content.contains(new String(wanted, StandardCharsets.ISO_8859_1))
                    || content.contains(HexFormat.of().formatHex(wanted))) {
                found.add(what + " in " + where);
            }
        });
        return found;
    }

    private static void awaitText(Peer peer, String text) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        ObjectNode query = query("query { res: chat.Message(content = \"" + text + "\") { id } }");
        while (peer.call(query).path("res").isEmpty()) {
            assertThat(System.nanoTime()).as("'%s' did not come in time", text).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void write(Peer peer, String text) {
        peer.call(mutation("mutate { chat.Message { room_id: $room content: $text } }", text));
    }

    private static ObjectNode mutation(String mutation, String text) {
        ObjectNode command = Json.object().put("cmd", "mutate").put("q", mutation);
        ObjectNode parameters = command.putObject("params").put("text", text);
        if (mutation.contains("$room")) {
            parameters.put("room", "");
        }
        return command;
    }

    private static ObjectNode query(String text) {
        return Json.object().put("cmd", "query").put("q", text);
    }

    /** One device: its process, with every message of its log in a file. */
    private final class Peer implements AutoCloseable {
        private final Process process;
        private final OutputStream in;
        private final BufferedReader out;
        private final String room;

        Peer(String name, Path temporary, String store) throws IOException {
            List<String> command = new ArrayList<>(Installed.onModulePath("peer", "--log", "DEBUG"));
            command.add(1, "-Djava.io.tmpdir=" + temporary);
            process = new ProcessBuilder(command)
                    .redirectError(folder.resolve(name + ".log").toFile())
                    .start();
            in = process.getOutputStream();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            ObjectNode start = Json.object()
                    .put("cmd", "start")
                    .put("model", MODEL)
                    .put("app_key", "discret test")
                    .put("login", "somebody")
                    .put("password", PASS)
                    .put("path", folder.resolve(name).toString())
                    .put("quiet", true);
            start.putObject("config")
                    .put("store", store)
                    .put("multicast_ipv4_interface", "127.0.0.1")
                    .put("multicast_ipv4_group", "224.0.0.224:22417")
                    .put("announce_frequency_in_ms", 1000);
            room = answer(start).path("ok").path("private_room").asText();
        }

        JsonNode call(ObjectNode command) {
            JsonNode answer = answer(command);
            assertThat(answer.has("ok")).as(command.path("cmd").asText()).isTrue();
            return answer.path("ok");
        }

        void fails(ObjectNode command) {
            assertThat(answer(command).has("err"))
                    .as(command.path("cmd").asText())
                    .isTrue();
        }

        private synchronized JsonNode answer(ObjectNode command) {
            if (command.path("params").has("room")) {
                ((ObjectNode) command.path("params")).put("room", room);
            }
            try {
                in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
                String line = out.readLine();
                return Json.parse(line == null ? "{}" : line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
