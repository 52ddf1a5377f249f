package io.discret.discovery.mdns;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.MeetingToken;

/** Send and hear nothing: the multicast is switched off. */
final class SilentDiscovery implements Discovery {
    @Override
    public void announce(Announce announce, int port) {}

    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int port) {}

    @Override
    public Counters counters() {
        return new Counters(0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
