package io.discret.testkit;

import java.time.Duration;
import java.util.Set;

/**
 * Say how hard a {@link RoomSimulation} is.
 *
 * @param mostPeers devices in all, at least 3
 * @param mostRooms at least 2
 * @param mostSteps actions of a history, at most
 * @param clockOffset how wrong a wall clock may be, either way
 * @param skipped steps to leave out, counted from 0: for finding out which ones a failure needs
 */
public record RoomSimulationSettings(
        int mostPeers, int mostRooms, int mostSteps, Duration clockOffset, Set<Integer> skipped) {
    public RoomSimulationSettings {
        if (mostPeers < 3 || mostRooms < 2 || mostSteps < 1) {
            throw new IllegalArgumentException("A simulation of rooms needs three peers, two rooms and one step.");
        }
        skipped = Set.copyOf(skipped);
    }

    /** Everything goes wrong now and then. */
    public static RoomSimulationSettings usual() {
        return new RoomSimulationSettings(8, 5, 30, Duration.ofDays(2), Set.of());
    }

    /** The same without some steps. */
    public RoomSimulationSettings without(Set<Integer> steps) {
        return new RoomSimulationSettings(mostPeers, mostRooms, mostSteps, clockOffset, steps);
    }
}
