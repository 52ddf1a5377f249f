package io.discret.benchmarks.scale;

import io.discret.testkit.ScaleReport;

/**
 * Keep one run of the simulation.
 *
 * @param heapMegabytes live objects of all peers with their connections
 * @param seconds it took here
 */
record ScalePoint(ScaleReport report, long heapMegabytes, long seconds) {
    boolean everybody() {
        return report.neighbours() == report.peers() - 1;
    }

    /** Name of the curve it is on. */
    String curve() {
        return everybody() ? "everybody knows everybody" : "each knows " + report.neighbours();
    }

    ScaleReport.Phase phase(String name) {
        return report.phases().stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The run has no part '" + name + "'."));
    }
}
