package io.discret.benchmarks.hot;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.KeyDerivation;
import io.discret.testkit.Allocations;
import io.discret.testkit.CheapSigner;
import io.discret.testkit.Traffic;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Count what two devices say to each other. On virtual time nothing here is a time, and two runs say the same; the bounds
 * are a twentieth above what was counted.
 */
class WireGuardTest {
    private static final int ROWS = 3_000;
    private static final int FEW = 200;
    private static final int MANY = 10_000;

    /** 139,648 counted: the ids of two parts of the day, and what a connection begins with; all ids have 960,000. */
    private static final long WIRE_BYTES_PER_CHANGE_APART = 146_600;

    /** 246 counted: the row and the number of its relations. */
    private static final long WIRE_BYTES_PER_ROW = 258;

    /** 48 counted with 3,000 rows: parts of one answer, and what a connection begins with. */
    private static final long MESSAGES = 50;

    /** 255 counted: an event with the row, in a frame. */
    private static final long WIRE_BYTES_PER_CHANGE = 268;

    /** 15,604 counted, both sides and both stores together; the JVM itself allocates a little more or less. */
    private static final long ALLOCATED_PER_ROW = 19_500;

    @TempDir
    Path folder;

    @Test
    @DisplayName("A row of a first synchronisation takes a bounded number of bytes and messages on the wire")
    void firstSynchronisation() {
        try (MemoryPair pair = pair("first", ROWS)) {
            Traffic before = pair.traffic();

            long allocated = Allocations.of(pair::pull);

            Traffic used = pair.traffic().since(before);
            assertThat(pair.pulled()).isEqualTo(ROWS);
            assertThat(used.messageBytes() / ROWS).as("bytes a row").isBetween(200L, WIRE_BYTES_PER_ROW);
            assertThat(used.messages()).as("messages").isBetween(10L, MESSAGES);
            assertThat(allocated / ROWS).as("allocated bytes a row").isBetween(1_000L, ALLOCATED_PER_ROW);
        }
    }

    @Test
    @DisplayName("A row that is written while both are connected takes as many bytes in a large day as in a small one")
    void oneChange() {
        long small = change("small", FEW);
        long large = change("large", ROWS);

        assertThat(small).as("bytes, few rows").isBetween(200L, WIRE_BYTES_PER_CHANGE);
        assertThat(large).as("bytes, many rows").isBetween(200L, WIRE_BYTES_PER_CHANGE);
    }

    @Test
    @DisplayName("A row that was changed while both were apart costs parts of its day and not the ids of all rows")
    void oneChangeApart() {
        try (MemoryPair pair = pair("apart", MANY)) {
            pair.pull();

            long bytes = pair.changeApart().messageBytes();

            assertThat(bytes).isBetween(10_000L, WIRE_BYTES_PER_CHANGE_APART);
        }
    }

    private long change(String name, int rows) {
        try (MemoryPair pair = pair(name, rows)) {
            pair.pull();
            pair.insertLive();
            Traffic before = pair.traffic();
            pair.insertLive();
            return pair.traffic().since(before).messageBytes();
        }
    }

    private MemoryPair pair(String name, int rows) {
        KeyDerivation keyDerivation = KeyDerivation.discover();
        return new MemoryPair(new PullPair.Parts(
                "sqlcipher", new CheapSigner(keyDerivation), keyDerivation, folder.resolve(name), rows));
    }
}
