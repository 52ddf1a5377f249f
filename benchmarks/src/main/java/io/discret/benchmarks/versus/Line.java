package io.discret.benchmarks.versus;

/**
 * Describe one line of the table.
 *
 * @param name what is measured
 * @param unit of the figures
 * @param more whether more is better
 */
record Line(String name, String unit, boolean more, Goal goal) {
    static Line more(String name, String unit, Goal goal) {
        return new Line(name, unit, true, goal);
    }

    static Line less(String name, String unit, Goal goal) {
        return new Line(name, unit, false, goal);
    }
}
