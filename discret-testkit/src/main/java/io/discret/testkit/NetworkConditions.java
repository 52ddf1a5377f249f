package io.discret.testkit;

import java.time.Duration;

/**
 * Say how a {@link VirtualNetwork} treats what is sent. Each packet draws its own luck from the seed.
 *
 * @param leastLatency one way
 * @param mostLatency one way
 * @param loss share of packets lost: a datagram never arrives, bytes of a stream arrive after a retransmission
 * @param duplication share of datagrams that arrive twice
 * @param largestChunk bytes of a stream that arrive at once, at most; many chunks are smaller
 */
public record NetworkConditions(
        Duration leastLatency, Duration mostLatency, double loss, double duplication, int largestChunk) {

    /** A home network: a few ms, now and then a loss. */
    public static NetworkConditions usual() {
        return new NetworkConditions(Duration.ofMillis(1), Duration.ofMillis(20), 0.01, 0.01, 1 << 16);
    }

    /** Nothing is lost and everything takes exactly one ms. */
    public static NetworkConditions perfect() {
        return new NetworkConditions(Duration.ofMillis(1), Duration.ofMillis(1), 0, 0, 1 << 20);
    }

    /** Slow, lossy, and no chunk longer than a packet. */
    public static NetworkConditions rough() {
        return new NetworkConditions(Duration.ofMillis(20), Duration.ofMillis(900), 0.2, 0.2, 1200);
    }
}
