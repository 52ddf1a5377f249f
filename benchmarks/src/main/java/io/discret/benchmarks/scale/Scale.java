package io.discret.benchmarks.scale;

import io.discret.spi.KeyDerivation;
import io.discret.testkit.CheapSigner;
import io.discret.testkit.ScaleReport;
import io.discret.testkit.ScaleSettings;
import io.discret.testkit.ScaleSimulation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Simulate rooms of many peers and keep what they took: {@code Scale JSON [PEERS/NEIGHBOURS…]}; without neighbours
 * everybody knows everybody.
 */
public final class Scale {
    /** What the document shows. */
    private static final List<String> USUAL =
            List.of("20", "50", "100", "200", "20/8", "50/8", "100/8", "200/8", "500/8", "1000/8");

    private static final Logger QUIET = Logger.getLogger("io.discret");
    private static final long SEED = 1;
    private static final long MEGABYTE = 1 << 20;

    private Scale() {}

    public static void main(String[] arguments) {
        // Warnings of many peers at once; the table tells what comes of it.
        QUIET.setLevel(Level.SEVERE);
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        Path json = Path.of(words.remove());
        for (String size : words.isEmpty() ? USUAL : words) {
            ScalePoint point = run(settings(size));
            ScaleFile.add(json, point);
            System.out.print(ScaleTable.row(point));
        }
    }

    private static ScaleSettings settings(String size) {
        String[] parts = size.split("/", -1);
        int peers = Integer.parseInt(parts[0]);
        return parts.length == 1
                ? ScaleSettings.everybody(peers)
                : ScaleSettings.some(peers, Integer.parseInt(parts[1]));
    }

    /** Simulate once. */
    static ScalePoint run(ScaleSettings settings) {
        long from = System.nanoTime();
        KeyDerivation keyDerivation = KeyDerivation.discover();
        long[] heap = new long[1];
        ScaleReport report = new ScaleSimulation(
                        SEED, settings, new CheapSigner(keyDerivation), keyDerivation, Path.of("virtual"))
                .run(() -> heap[0] = liveBytes());
        return new ScalePoint(report, heap[0] / MEGABYTE, (System.nanoTime() - from) / 1_000_000_000L);
    }

    private static long liveBytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
