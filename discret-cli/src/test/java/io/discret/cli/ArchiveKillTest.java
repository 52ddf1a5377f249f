package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill the process that exports, and the one that imports, at random moments; the same command then goes on. */
@Tag("process")
class ArchiveKillTest {
    private static final String MODEL = "chat { Message { content: String } }";
    private static final String QUERY =
            "query { res: chat.Message(order_by(id asc)) { id room_id mdate content verifying_key _signature } }";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ROWS = 8_000;
    private static final int MOST_KILLS = 4;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void moving_goes_on_after_every_kill_and_loses_nothing() throws Exception {
        String expected = write();
        ObjectNode export = Json.object()
                .put("cmd", "export")
                .put("file", folder.resolve("archive").toString());
        killed("old", "sqlcipher", true, export, "There is a file");
        assertThat(folder.resolve("archive")).as("seed %d", seed).exists();

        ObjectNode importing = command("import", "new", "h2")
                .put("file", folder.resolve("archive").toString());
        Optional<JsonNode> moved = killed("new", "h2", false, importing, "holds a database of this user already");

        moved.ifPresent(summary -> {
            assertThat(summary.path("refused").asLong()).isZero();
            assertThat(summary.path("rows").asLong()).isGreaterThanOrEqualTo(ROWS);
        });
        try (PeerProcess process = start("new", "h2", true)) {
            assertThat(query(process)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private String write() {
        try (PeerProcess process = start("old", "sqlcipher", true)) {
            process.call(
                    Json.object()
                            .put("cmd", "stream")
                            .put("q", "mutate { chat.Message { content: $text } }")
                            .put("n", ROWS)
                            .put("len", 50),
                    LIMIT);
            return query(process);
        }
    }

    /**
     * Give a command to one process after the other, each killed later than the one before, until one answers.
     *
     * @param done what the command says when it is repeated after its end: a kill may fall between the end of the work
     *     and its answer
     * @return empty when the answer was lost so
     */
    private Optional<JsonNode> killed(String database, String store, boolean opened, ObjectNode command, String done)
            throws InterruptedException {
        for (int kill = 0; kill <= MOST_KILLS; kill++) {
            try (PeerProcess process = start(database, store, opened)) {
                CompletableFuture<JsonNode> answer = process.send(command);
                long patience = kill < MOST_KILLS ? random.nextInt(150) + 100L * kill : LIMIT.toMillis();
                try {
                    return Optional.of(answer.get(patience, TimeUnit.MILLISECONDS));
                } catch (TimeoutException e) {
                    process.kill();
                } catch (ExecutionException e) {
                    assertThat(kill).as("seed %d", seed).isPositive();
                    assertThat(e).as("seed %d", seed).hasMessageContaining(done);
                    return Optional.empty();
                }
            }
        }
        throw new AssertionError("No answer within " + LIMIT + ", seed " + seed);
    }

    private PeerProcess start(String database, String store, boolean opened) {
        PeerProcess process = PeerProcess.start(database, Installed.onModulePath("peer", "--log", "WARNING"));
        if (opened) {
            process.call(command("start", database, store).put("model", MODEL).put("quiet", true), LIMIT);
        }
        return process;
    }

    private ObjectNode command(String name, String database, String store) {
        ObjectNode command = Json.object()
                .put("cmd", name)
                .put("app_key", "discret test")
                .put("key_material", "5d".repeat(32))
                .put("path", folder.resolve(database).toString());
        command.putObject("config").put("store", store).put("enable_multicast", false);
        return command;
    }

    private static String query(PeerProcess process) {
        return process.call(Json.object().put("cmd", "query").put("q", QUERY), LIMIT)
                .toString();
    }

    /** A part that a kill left is no archive yet. */
    @Test
    void a_part_has_another_name() throws Exception {
        write();
        ObjectNode export = Json.object()
                .put("cmd", "export")
                .put("file", folder.resolve("archive").toString());
        try (PeerProcess process = start("old", "sqlcipher", true)) {
            process.send(export);
            process.kill();
        }
        try (PeerProcess process = start("old", "sqlcipher", true)) {
            process.call(export, LIMIT);
        }

        assertThat(folder.resolve("archive")).exists();
        assertThat(folder.resolve("archive.part")).doesNotExist();
        assertThat(Files.size(folder.resolve("archive"))).isGreaterThan(ROWS);
    }
}
