package io.discret.discovery.mdns;

import java.time.Duration;

/**
 * Bound how often announces change: "not more than ten times a minute" (RFC 6762 §8.4) in the long run, with a reserve for
 * the moment when many devices start and meet. Used under the lock of its owner.
 */
final class SendingPace {
    /** As many as a device may have to say at once when it meets {@code DIALS_AT_ONCE} peers, twice. */
    static final int RESERVE = 64;

    static final Duration ONE_MORE = Duration.ofSeconds(6);

    private long left = RESERVE;
    private long since;

    SendingPace(long now) {
        since = now;
    }

    /** Take one; false when none is left at this time, ns. */
    boolean take(long now) {
        long more = (now - since) / ONE_MORE.toNanos();
        left = Math.min(RESERVE, left + more);
        since += more * ONE_MORE.toNanos();
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** How long until there is one more. */
    Duration untilNext(long now) {
        return ONE_MORE.minusNanos(now - since);
    }
}
