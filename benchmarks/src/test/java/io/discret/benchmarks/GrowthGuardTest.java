package io.discret.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts that say whether writing got more expensive. Nothing here is a time, so a busy machine changes nothing. */
class GrowthGuardTest {
    private static final String INSERT = "mutate { chat.Message { room_id:$room content:$text } }";
    private static final String TEXT = "message lorem ipsum dolor sit amet, consectetur ad";
    private static final int STREAM = 5_000;
    private static final int CALLS = 100;

    /** 12,000 measured; the rest is room for a JVM that has not compiled everything yet. */
    private static final long ALLOCATED_PER_ROW = 25_000;

    /** 780 to 2,700 measured, depending on whether a checkpoint of the journal falls into the measure. */
    private static final long WRITTEN_PER_ROW = 5_000;

    /** 21,000 to 32,000 measured: five pages, and now and then some of a checkpoint. */
    private static final long WRITTEN_PER_CALL = 60_000;

    @TempDir
    Path folder;

    private Discret app;

    @BeforeEach
    void open() {
        app = Discret.open(Configuration.builder()
                .model("chat { Message { content: String } }")
                .applicationKey("guard")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .folder(folder)
                .enableMulticast(false)
                .build());
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    @DisplayName("A row of a stream allocates a bounded number of bytes, over all threads")
    void allocationsOfAStream() {
        stream(STREAM);
        long before = allocated();

        stream(STREAM);

        assertThat((allocated() - before) / STREAM).as("bytes a row").isBetween(1_000L, ALLOCATED_PER_ROW);
    }

    @Test
    @DisplayName("A row of a stream writes a bounded number of bytes to the file and its journal")
    void writesOfAStream() throws IOException {
        stream(STREAM);
        long before = written();

        stream(STREAM);

        assertThat((written() - before) / STREAM).as("bytes a row").isBetween(200L, WRITTEN_PER_ROW);
    }

    @Test
    @DisplayName("A mutation alone writes as much into a day of many rows as into one of few")
    void writesOfOneMutation() throws IOException {
        mutate();
        long first = writtenByMutations();
        stream(4 * STREAM);

        long later = writtenByMutations();

        assertThat(first).as("bytes a call, few rows").isBetween(8_000L, WRITTEN_PER_CALL);
        assertThat(later).as("bytes a call, many rows").isLessThan(WRITTEN_PER_CALL);
    }

    private long writtenByMutations() throws IOException {
        long before = written();
        for (int i = 0; i < CALLS; i++) {
            mutate();
        }
        return (written() - before) / CALLS;
    }

    private void mutate() {
        app.mutate(INSERT, row());
    }

    private void stream(int rows) {
        List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
        try (MutationStream stream = app.mutationStream()) {
            for (int i = 0; i < rows; i++) {
                answers.add(stream.send(INSERT, row()));
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    private Parameters row() {
        return Parameters.of("room", app.privateRoom(), "text", TEXT);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** Bytes this process handed to the system to write. Only Linux tells. */
    private static long written() throws IOException {
        Path io = Path.of("/proc/self/io");
        assumeTrue(Files.isReadable(io), "Linux only");
        return Files.readAllLines(io).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.substring(7).trim()))
                .sum();
    }
}
