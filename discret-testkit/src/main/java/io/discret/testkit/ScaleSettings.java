package io.discret.testkit;

import java.time.Duration;

/**
 * Say how large a {@link ScaleSimulation} is.
 *
 * @param peers in one room, at least 3
 * @param neighbours allowed peers of each, at most; {@code peers - 1} = everybody knows everybody
 * @param announceEvery period of announces; the first is immediate
 */
public record ScaleSettings(int peers, int neighbours, Duration announceEvery) {
    private static final Duration USUAL_PERIOD = Duration.ofMinutes(1);

    public ScaleSettings {
        if (peers < 3 || neighbours < 2 || neighbours >= peers) {
            throw new IllegalArgumentException("A room needs three peers, and each two others that it knows.");
        }
    }

    /** Everybody in the room is an allowed peer of everybody. */
    public static ScaleSettings everybody(int peers) {
        return new ScaleSettings(peers, peers - 1, USUAL_PERIOD);
    }

    /** Each has a few allowed peers, and rows travel over several of them. */
    public static ScaleSettings some(int peers, int neighbours) {
        return new ScaleSettings(peers, neighbours, USUAL_PERIOD);
    }
}
