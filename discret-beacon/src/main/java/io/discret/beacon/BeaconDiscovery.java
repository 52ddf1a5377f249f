package io.discret.beacon;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.MeetingToken;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Announce to every configured beacon and tell whom they introduce (docs/protocol/40 §8.3).
 *
 * <p>Dials from the socket of the peer itself: the address that a beacon sees is the one that others must dial
 * (docs/protocol/40 §3). Safe for use by any thread; everything happens on the serial executor of the options.
 */
final class BeaconDiscovery implements Discovery {
    private final DiscoveryOptions options;
    private final List<BeaconName> beacons;
    private final Tally tally = new Tally();
    private volatile boolean closed;

    BeaconDiscovery(DiscoveryOptions options, List<ConfiguredBeacon> configured) {
        this.options = options;
        this.beacons = configured.stream()
                .map(beacon -> new BeaconName(beacon, options, tally))
                .toList();
    }

    @Override
    public void announce(Announce announce, int port) {
        announce(List.of(announce), port);
    }

    /** The port is not sent: the beacon sees it. */
    @Override
    public void announce(List<Announce> parts, int port) {
        run(() -> beacons.forEach(beacon -> beacon.announce(parts)));
    }

    /** A beacon tells both sides at once. */
    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int port) {}

    @Override
    public Counters counters() {
        return new Counters(tally.sent.get(), tally.received.get(), tally.malformed.get(), tally.failed.get());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            run(() -> beacons.forEach(BeaconName::close));
        }
    }

    private void run(Runnable task) {
        try {
            options.callbacks().execute(task);
        } catch (RejectedExecutionException e) {
            tally.failed.incrementAndGet(); // the engine is closing, and with it the transport
        }
    }

    /** What all connections of this discovery count together. */
    static final class Tally {
        final AtomicLong sent = new AtomicLong();
        final AtomicLong received = new AtomicLong();
        final AtomicLong malformed = new AtomicLong();
        final AtomicLong failed = new AtomicLong();
    }
}
