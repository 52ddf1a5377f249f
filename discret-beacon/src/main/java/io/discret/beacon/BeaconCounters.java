package io.discret.beacon;

/**
 * Count what a beacon did since it was opened, and what it holds now. No address and no token is in it.
 *
 * @param connections connections open now
 * @param registrations tokens registered now, counted once for each connection
 * @param tokens distinct tokens registered now
 * @param accepted connections accepted
 * @param refused connections closed because their address has too many, or opens too fast
 * @param announces announces taken
 * @param introductions messages handed to clients, two for each pair
 * @param dropped messages dropped because a client did not read fast enough
 * @param ended connections ended by the beacon because of what they sent, or did not send in time
 */
public record BeaconCounters(
        long connections,
        long registrations,
        long tokens,
        long accepted,
        long refused,
        long announces,
        long introductions,
        long dropped,
        long ended) {}
