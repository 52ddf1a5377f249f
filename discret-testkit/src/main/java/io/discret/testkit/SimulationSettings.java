package io.discret.testkit;

import java.time.Duration;

/**
 * Say how hard a {@link Simulation} is.
 *
 * @param mostDevices at least 2
 * @param mostSteps actions of a history, at most
 * @param faults whether machines crash and restart, clocks jump and stores fail; otherwise only paths are cut
 * @param clockOffset how wrong a wall clock may be, either way
 */
public record SimulationSettings(int mostDevices, int mostSteps, boolean faults, Duration clockOffset) {
    public SimulationSettings {
        if (mostDevices < 2 || mostSteps < 1) {
            throw new IllegalArgumentException("A simulation needs two devices and one step.");
        }
    }

    /** Everything goes wrong now and then. */
    public static SimulationSettings usual() {
        return new SimulationSettings(4, 40, true, Duration.ofHours(20));
    }
}
