package io.discret.testkit;

import java.time.Duration;

/**
 * Say how hard a {@link Simulation} is.
 *
 * @param leastDevices at least 2
 * @param mostDevices at least as many
 * @param mostSteps actions of a history, at most
 * @param faults whether machines crash and restart, clocks jump and stores fail; otherwise only paths are cut
 * @param clockOffset how wrong a wall clock may be, either way
 * @param rows that all devices hold when the history begins
 */
public record SimulationSettings(
        int leastDevices, int mostDevices, int mostSteps, boolean faults, Duration clockOffset, int rows) {
    public SimulationSettings {
        if (leastDevices < 2 || mostDevices < leastDevices || mostSteps < 1 || rows < 0) {
            throw new IllegalArgumentException("A simulation needs two devices and one step.");
        }
    }

    /** Everything goes wrong now and then. */
    public static SimulationSettings usual() {
        return new SimulationSettings(2, 4, 40, true, Duration.ofHours(20), 0);
    }

    /** The same with so many devices that each has more neighbours than it pulls from at once. */
    public static SimulationSettings crowd(int devices) {
        return new SimulationSettings(devices, devices, 40, true, Duration.ofHours(20), 0);
    }

    /** The same with so many rows on one day that peers, all of them ours, compare parts of it (docs/protocol/41 §12.4). */
    public static SimulationSettings largeDay(int rows) {
        return new SimulationSettings(2, 3, 40, true, Duration.ofHours(20), rows);
    }
}
