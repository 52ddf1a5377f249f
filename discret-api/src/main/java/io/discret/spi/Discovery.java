package io.discret.spi;

import java.util.List;

/**
 * Find peers: send announces and tell which came in (docs/protocol/40 §7, §8).
 *
 * <p>It knows nothing of keys and rights: it passes on what is well formed. Methods may be called by any thread and
 * never block; a failure to send is counted and logged, never thrown.
 */
public interface Discovery extends AutoCloseable {
    /**
     * Announce. The engine calls this at start, periodically and whenever its tokens change.
     *
     * @param announce at most {@link Announce#MAX_TOKENS} tokens
     * @param port the UDP port of the own endpoint
     */
    void announce(Announce announce, int port);

    /**
     * Announce more tokens than one announce may hold; the parts carry one header and together are the whole list.
     *
     * <p>Where each announce is complete in itself they are sent one by one. A discovery whose receiver takes an announce
     * as the whole list (docs/protocol/40 §8.2) must see all parts at once.
     *
     * @param parts at least one
     * @param port the UDP port of the own endpoint
     */
    default void announce(List<Announce> parts, int port) {
        parts.forEach(part -> announce(part, port));
    }

    /**
     * Tell the peer whose announce was recognised to dial, where this discovery can; the others do nothing.
     *
     * @param header the own endpoint
     * @param token the token recognised
     * @param port the UDP port of the own endpoint
     */
    void initiate(AnnounceHeader header, MeetingToken token, int port);

    /** What was seen so far. */
    Counters counters();

    /** Stop and free the sockets. */
    @Override
    void close();

    /**
     * Count messages.
     *
     * @param sent messages sent
     * @param received well-formed messages received, own ones included
     * @param malformed messages ignored because they cannot be read
     * @param failed messages that could not be sent
     */
    record Counters(long sent, long received, long malformed, long failed) {}
}
