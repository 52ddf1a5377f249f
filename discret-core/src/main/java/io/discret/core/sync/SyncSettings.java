package io.discret.core.sync;

import java.time.Duration;

/**
 * Hold what the configuration says about synchronising.
 *
 * @param maxObjectSize greatest binary form of a row in bytes; 262,144 by default
 * @param maxFuture rows dated further ahead than this many ms wait with the peer that has them; a week by default
 *     (docs/protocol/41 §11.7)
 * @param refuseLate whether rows are refused that come after the rights of their author ended
 * @param autoAcceptLocalDevice whether an unknown device of the same user, met on the local network, is accepted
 */
public record SyncSettings(int maxObjectSize, long maxFuture, boolean refuseLate, boolean autoAcceptLocalDevice) {
    /** The values of an empty configuration. */
    public static final SyncSettings DEFAULT =
            new SyncSettings(256 << 10, Duration.ofDays(7).toMillis(), false, true);

    /** The longest message that another peer of the same configuration accepts (docs/protocol/40 §4.3). */
    int sentMessage() {
        return 2 * maxObjectSize;
    }
}
