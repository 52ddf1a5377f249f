package io.discret.benchmarks.versus;

import java.nio.file.Path;

/**
 * Describe one line of the table.
 *
 * @param name what is measured
 * @param unit of the figures
 * @param more whether more is better
 * @param goal how often better than the reference we must be
 */
record Line(String name, String unit, boolean more, double goal, Measure measure) {
    /** Measures one program once, in a folder of its own. */
    @FunctionalInterface
    interface Measure {
        double run(Program program, Path folder);
    }
}
