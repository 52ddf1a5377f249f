package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.testkit.AttackTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real process on a disk that is full, takes no more, or is read-only: it says so in one sentence, nothing that it
 * acknowledged is lost, and it goes on when the disk does.
 */
@Tag("process")
class DiskFaultsTest {
    private static final String SECRET = "5e".repeat(32);
    private static final String GROUP = "224.0.0.224:22452";
    private static final int DISK_MB = 16;
    private static final int BALLAST_MB = 6;

    /** Blocks of 512 bytes, as {@code ulimit -f} of a POSIX shell counts: above the size of the native libraries. */
    private static final int LARGEST_FILE = 20_480;

    private static final int MOST_WRITES = 3000;
    private static final String LARGE = "x".repeat(20_000);

    @TempDir
    Path folder;

    private final Map<String, String> acknowledged = new HashMap<>();

    /** The ordinary build takes one store where both behave alike. */
    static List<String> stores() {
        return Boolean.getBoolean("discret.security") ? List.of("sqlcipher", "h2") : List.of("sqlcipher");
    }

    /** The disk is a small one in memory, seen by the processes of this test only; root can make it. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlcipher", "h2"})
    void a_full_disk_and_one_that_cannot_be_written(String store) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, DISK_MB, BALLAST_MB);
                Device device = new Device("device", folder, SECRET, GROUP).store(store)) {
            device.within(disk.command()).start();
            assertThat(writeUntilRefused(device)).contains("Free some space");

            // With space again it goes on, in the same process and in a new one.
            disk.dropBallast();
            write(device, "after the disk was full");
            device.stop();
            device.start();
            assertThat(device.messages()).containsAllEntriesOf(acknowledged);
            device.stop();

            disk.remount("ro");
            assertThatThrownBy(device::start)
                    .isInstanceOf(Failure.class)
                    .hasMessageMatching("(?s).*cannot be (made|written|used).*check .* rights.*");
            device.stop();
            disk.remount("rw");
            device.start();
            assertThat(device.messages()).containsAllEntriesOf(acknowledged);
        }
        report("a full disk, then a read-only one, " + store, "3-disk-full-" + store);
    }

    /** A write below the store fails in the middle, as on a broken disk: the system refuses a file above a size. */
    @ParameterizedTest
    @MethodSource("stores")
    void writes_that_fail_below_the_store(String store) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "SKIPPED: there is no POSIX shell");
        try (Device device = new Device("device", folder, SECRET, GROUP).store(store)) {
            device.within(List.of("/bin/sh", "-c", "ulimit -f " + LARGEST_FILE + "; exec \"$@\"", "sh"))
                    .start();
            assertThat(writeUntilRefused(device)).isNotBlank();
            device.kill();

            device.within(List.of()).start();
            assertThat(device.messages()).containsAllEntriesOf(acknowledged);
            write(device, "after the writes failed");
            assertThat(device.messages()).containsAllEntriesOf(acknowledged);
        }
        report("writes that fail below the store, " + store, "3-failing-writes-" + store);
    }

    /** What a process leaves that was killed: the lock is one of the system and ended with it; the file means nothing. */
    @ParameterizedTest
    @MethodSource("stores")
    void a_lock_file_that_was_left_and_a_database_that_was_copied(String store) throws Exception {
        try (Device device =
                        new Device("device", folder, SECRET, GROUP).store(store).start();
                Device second = new Device("device", folder, SECRET, GROUP).store(store);
                Device copy = new Device("copy", folder, SECRET, GROUP).store(store)) {
            write(device, "before");
            assertThatThrownBy(second::start).hasMessageContaining("another process");
            second.stop();
            device.kill();
            assertThat(files(folder.resolve("device")))
                    .anyMatch(file -> file.toString().endsWith(".lock"));
            copy(folder.resolve("device"), folder.resolve("copy"));

            device.start();
            copy.start();

            write(device, "from the original");
            write(copy, "from the copy");
            device.awaitSame(copy, java.time.Duration.ofMinutes(1));
            assertThat(device.messages()).containsAllEntriesOf(acknowledged);
        }
        report("a lock file left by a kill, a copy opened beside its original, " + store, "3-locks-" + store);
    }

    private void write(Device device, String text) throws Exception {
        String id = device.write(text)
                .get(1, TimeUnit.MINUTES)
                .path("message")
                .path("id")
                .asText();
        acknowledged.put(id, text);
    }

    /** The sentence with which the first write is refused. */
    private String writeUntilRefused(Device device) throws Exception {
        for (int i = 0; i < MOST_WRITES; i++) {
            try {
                write(device, i + LARGE);
            } catch (ExecutionException e) {
                assertThat(e.getCause()).hasMessageNotContaining("xxx");
                return String.valueOf(e.getCause().getMessage());
            }
        }
        throw new AssertionError("every write was taken");
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private void report(String what, String suite) {
        AttackTable table = new AttackTable(suite);
        table.add(new AttackTable.Row(what, acknowledged.size(), 0, 0, -1, 0));
        table.write(Path.of(System.getProperty("discret.root")));
    }
}
