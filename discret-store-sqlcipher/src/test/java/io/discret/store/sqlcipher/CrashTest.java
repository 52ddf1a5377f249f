package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.testkit.ChildJvm;
import io.discret.testkit.StoreRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process writes and is killed in the middle. */
final class CrashTest {
    @TempDir
    Path folder;

    /** Commits rows 0, 1, 2… and prints the number of each after its commit; the last one stays open. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Store store = new SqlCipherStoreProvider().open(options(Path.of(arguments[0]), 1));
            int commits = Integer.parseInt(arguments[1]);
            for (int i = 0; i <= commits; i++) {
                store.writer().begin();
                store.writer().putNode(StoreRows.node(i, null, "0", i, "{}"), "text " + i + " ");
                if (i < commits) {
                    store.writer().commit();
                    System.out.println(i);
                }
            }
            System.out.println("done");
            System.in.read();
        }
    }

    @Test
    void whatWasCommittedSurvivesTheDeathOfTheProcess() throws IOException, InterruptedException {
        int commits = 200;
        Process child = start(commits);
        BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
        String last = out.lines().takeWhile(line -> !line.equals("done")).reduce("", (a, b) -> b);
        assertThat(last).isEqualTo(Integer.toString(commits - 1));
        assertThatThrownBy(() -> new SqlCipherStoreProvider().open(options(folder, 1)))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FOLDER_LOCKED));

        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

        // The write-ahead log is still there: a wrong key must touch neither it nor the database.
        Map<String, Integer> before = files();
        assertThat(before).containsKey("store.db-wal");
        assertThatThrownBy(() -> new SqlCipherStoreProvider().open(options(folder, 2)))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_KEY));
        assertThat(files()).isEqualTo(before);
        try (Store store = new SqlCipherStoreProvider().open(options(folder, 1))) {
            assertThat(store.reader().nodesOf("0", null)).hasSize(commits);
        }
    }

    /**
     * A process that ends while it copies the write-ahead log into the database, or whose disk is full then, leaves
     * first pages that are newer than the rest. It looked like a wrong key once.
     */
    @Test
    void aCheckpointThatStoppedHalfWayIsNoWrongKey() throws IOException, InterruptedException {
        // Given a log with all commits there ever were, and the database as it would be after the checkpoint
        int commits = 10;
        Process child = start(commits);
        child.inputReader(StandardCharsets.UTF_8)
                .lines()
                .takeWhile(line -> !line.equals("done"))
                .forEach(line -> {});
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        byte[] log = Files.readAllBytes(folder.resolve("store.db-wal"));
        new SqlCipherStoreProvider().open(options(folder, 1)).close();
        byte[] whole = Files.readAllBytes(folder.resolve("store.db"));
        assertThat(whole.length).isGreaterThan(2 * CipherConnections.PAGE_SIZE);

        // When only its first page was written, whole or torn
        for (byte torn : new byte[] {0, 1}) {
            byte[] first = Arrays.copyOf(whole, CipherConnections.PAGE_SIZE);
            first[4000] ^= torn;
            Files.write(folder.resolve("store.db"), first);
            Files.write(folder.resolve("store.db-wal"), log);
            Files.deleteIfExists(folder.resolve("store.db-shm"));

            // Then a wrong key is still one, and the right key finds everything
            assertThatThrownBy(() -> new SqlCipherStoreProvider().open(options(folder, 2)))
                    .isInstanceOfSatisfying(
                            DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_KEY));
            assertThat(Files.readAllBytes(folder.resolve("store.db"))).isEqualTo(first);
            assertThat(Files.readAllBytes(folder.resolve("store.db-wal"))).isEqualTo(log);
            try (Store store = new SqlCipherStoreProvider().open(options(folder, 1))) {
                assertThat(store.reader().nodesOf("0", null)).hasSize(commits);
            }
        }
    }

    private static StoreOptions options(Path folder, int key) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) key);
        return new StoreOptions(folder.resolve("store"), bytes, 2048, 2048, false);
    }

    private Process start(int commits) throws IOException {
        List<String> command = List.of(
                ChildJvm.java(),
                "-cp",
                ChildJvm.classPath(),
                Child.class.getName(),
                folder.toString(),
                Integer.toString(commits));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Map<String, Integer> files() throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                if (path.toString().endsWith("-shm")) {
                    continue; // an index of the log that SQLite makes anew whenever it likes
                }
                contents.put(path.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(path)));
            }
        }
        return contents;
    }
}
