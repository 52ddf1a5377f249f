package io.discret.beacon;

import java.util.concurrent.atomic.AtomicLong;

/** Count for {@link BeaconCounters}; written by one thread, read by any. */
final class Meters {
    final AtomicLong connections = new AtomicLong();
    final AtomicLong registrations = new AtomicLong();
    final AtomicLong tokens = new AtomicLong();
    final AtomicLong accepted = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong announces = new AtomicLong();
    final AtomicLong introductions = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    final AtomicLong ended = new AtomicLong();

    BeaconCounters read() {
        return new BeaconCounters(
                connections.get(),
                registrations.get(),
                tokens.get(),
                accepted.get(),
                refused.get(),
                announces.get(),
                introductions.get(),
                dropped.get(),
                ended.get());
    }
}
