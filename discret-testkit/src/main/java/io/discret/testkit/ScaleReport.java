package io.discret.testkit;

import java.util.List;

/**
 * Say what a {@link ScaleSimulation} took.
 *
 * @param connections at the end
 * @param phases in the order in which they came
 */
public record ScaleReport(int peers, int neighbours, long connections, List<Phase> phases) {
    public ScaleReport {
        phases = List.copyOf(phases);
    }

    /**
     * One part of a run.
     *
     * @param name what happened
     * @param rounds messages that had to wait for each other until all were equal: virtual ms, as every message takes one
     * @param traffic until nothing was sent any more
     */
    public record Phase(String name, long rounds, Traffic traffic) {}
}
