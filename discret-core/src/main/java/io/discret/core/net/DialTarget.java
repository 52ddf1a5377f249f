package io.discret.core.net;

import io.discret.core.identity.CircuitId;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import java.net.InetSocketAddress;

/**
 * Hold one announce that is worth a dial: which endpoint, why it is known, and where it was heard. Immutable.
 *
 * @param circuit to the endpoint of the header
 * @param entry why the token is known here
 * @param local heard on the local network
 * @param answer whether the peer is asked to dial as well
 * @param heard by the monotonic clock, ns
 */
record DialTarget(
        CircuitId circuit,
        AnnounceHeader header,
        MeetingToken token,
        TokenEntry entry,
        InetSocketAddress address,
        boolean local,
        boolean answer,
        long heard) {}
