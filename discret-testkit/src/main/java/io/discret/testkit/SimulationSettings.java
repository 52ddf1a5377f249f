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
 */
public record SimulationSettings(
        int leastDevices, int mostDevices, int mostSteps, boolean faults, Duration clockOffset) {
    public SimulationSettings {
        if (leastDevices < 2 || mostDevices < leastDevices || mostSteps < 1) {
            throw new IllegalArgumentException("A simulation needs two devices and one step.");
        }
    }

    /** Everything goes wrong now and then. */
    public static SimulationSettings usual() {
        return new SimulationSettings(2, 4, 40, true, Duration.ofHours(20));
    }

    /** The same with so many devices that each has more neighbours than it pulls from at once. */
    public static SimulationSettings crowd(int devices) {
        return new SimulationSettings(devices, devices, 40, true, Duration.ofHours(20));
    }
}
