package io.discret.core.sync;

/**
 * Hold what the configuration says about synchronising.
 *
 * @param maxObjectSize greatest binary form of a row in bytes; 262,144 by default
 * @param maxFuture rows dated further ahead than this many ms are refused; the default never refuses, as the reference
 *     does not (docs/protocol/41 §11.7)
 * @param autoAcceptLocalDevice whether an unknown device of the same user, met on the local network, is accepted
 */
public record SyncSettings(int maxObjectSize, long maxFuture, boolean autoAcceptLocalDevice) {
    /** The values of the reference. */
    public static final SyncSettings DEFAULT = new SyncSettings(256 << 10, Long.MAX_VALUE, true);

    /** The longest message that another peer of the same configuration accepts (docs/protocol/40 §4.3). */
    int sentMessage() {
        return 2 * maxObjectSize;
    }
}
