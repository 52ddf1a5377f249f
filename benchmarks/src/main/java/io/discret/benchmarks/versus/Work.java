package io.discret.benchmarks.versus;

import java.nio.file.Path;
import java.util.List;

/**
 * Describe something that is done and the lines it gives.
 *
 * @param compared whether the reference does it too
 * @param lengthy whether it takes so long that it is done only when asked for
 * @param lines in the order of the figures of the measure
 */
record Work(boolean compared, boolean lengthy, List<Line> lines, Measure measure) {
    /** Measures one program once, in empty folders db, db/a and db/b: a figure for each line. */
    @FunctionalInterface
    interface Measure {
        double[] run(Program program, Path folder);
    }

    static Work compared(Line line, Measure measure) {
        return new Work(true, false, List.of(line), measure);
    }

    static Work compared(List<Line> lines, Measure measure) {
        return new Work(true, false, lines, measure);
    }

    /** Of ours only: the reference cannot do it, or there is nothing to compare. */
    static Work own(List<Line> lines, Measure measure) {
        return new Work(false, false, lines, measure);
    }

    /** Of ours only, and long. */
    static Work lengthy(List<Line> lines, Measure measure) {
        return new Work(false, true, lines, measure);
    }
}
