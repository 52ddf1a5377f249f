package io.discret.spi;

import java.net.InetSocketAddress;

/** Told what a {@link Discovery} finds, on the executor of its options. The own messages may come back. */
public interface DiscoveryListener {
    /**
     * An endpoint announced itself.
     *
     * @param address where to dial it
     * @param local whether it was found on the local network
     */
    void announced(Announce announce, InetSocketAddress address, boolean local);

    /**
     * An endpoint asks those who know the token to dial it.
     *
     * @param address where to dial it
     * @param local whether it was found on the local network
     */
    void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local);

    /**
     * A server that the discovery works with was reached or lost.
     *
     * @param server as the configuration names it
     * @param connected whether it is reached now
     * @param reason a sentence that says why it is not, and what to do; empty when connected
     */
    default void serverChanged(String server, boolean connected, String reason) {}
}
