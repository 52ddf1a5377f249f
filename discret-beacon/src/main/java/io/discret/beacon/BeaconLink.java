package io.discret.beacon;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DomainNames;
import io.discret.spi.FrameDecoder;
import io.discret.spi.Scheduler;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keep one connection to one beacon server alive: dial, announce, hear, and dial again for ever (docs/protocol/40 §8.2,
 * §10.9). Used by one thread.
 */
final class BeaconLink {
    /** What the client of the reference writes first; a server takes any byte. */
    private static final byte FIRST_BYTE = 1;

    /**
     * A beacon of the reference introduces a token only when it is new on a connection (docs/protocol/40 §10.10), so it
     * is taken back and announced again; not more often than this, because everybody who knows it is told each time.
     */
    private static final Duration INTRODUCE_AGAIN = Duration.ofSeconds(15);

    /** A connection that lived this long was a good one. */
    private static final Duration GOOD = Duration.ofSeconds(10);

    private final ConfiguredBeacon beacon;
    private final InetSocketAddress address;
    private final DiscoveryOptions options;
    private final BeaconDiscovery.Tally tally;
    private final Watcher watcher;
    private final Backoff backoff;
    private @Nullable Announce announce;
    private @Nullable Connected connected;
    private Scheduler.@Nullable Task retry;
    private boolean dialing;
    private boolean closed;

    /** Told when a link came up or went down. */
    interface Watcher {
        /**
         * It changed.
         *
         * @param failure why it cannot come up; null when it is up, or was lost
         */
        void changed(@Nullable DiscretException failure);
    }

    BeaconLink(
            ConfiguredBeacon beacon,
            InetSocketAddress address,
            DiscoveryOptions options,
            BeaconDiscovery.Tally tally,
            Watcher watcher) {
        this.beacon = beacon;
        this.address = address;
        this.options = options;
        this.tally = tally;
        this.watcher = watcher;
        this.backoff = new Backoff(options.environment().random());
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isUp() {
        return connected != null;
    }

    boolean isDialing() {
        return dialing;
    }

    /** Announce now, or as soon as there is a connection. */
    void announce(Announce newAnnounce) {
        announce = newAnnounce;
        if (connected != null) {
            connected.announce(newAnnounce);
        } else if (!dialing && retry == null) {
            dial();
        }
    }

    void close() {
        closed = true;
        if (retry != null) {
            retry.cancel();
        }
        if (connected != null) {
            connected.connection.close(0);
            connected = null;
        }
    }

    private void dial() {
        dialing = true;
        Transport.Dial dial = new Transport.Dial(
                address,
                DomainNames.random(options.environment().random()),
                List.of(Beacon.PROTOCOL),
                certificate -> beacon.trusts(certificate, options.keyDerivation()));
        options.transport().dial(dial).whenComplete((connection, failure) -> {
            if (connection == null) {
                later(failure);
            } else {
                Connected attempt = new Connected(connection);
                connection.listen(attempt);
                connection.openStream().whenComplete((stream, refused) -> {
                    if (stream == null) {
                        connection.close(Ended.CODE);
                    } else {
                        attempt.begin(stream);
                    }
                });
            }
        });
    }

    private void up(Connected attempt) {
        dialing = false;
        if (closed) {
            attempt.connection.close(0);
            return;
        }
        connected = attempt;
        watcher.changed(null);
        if (announce != null) {
            attempt.announce(announce);
        }
    }

    private void down(Connected attempt) {
        boolean wasUp = connected == attempt;
        if (wasUp) {
            connected = null;
            if (now() - attempt.since >= GOOD.toNanos()) {
                backoff.reset();
            }
        }
        later(null);
    }

    private void later(@Nullable Throwable failure) {
        dialing = false;
        if (closed) {
            return;
        }
        Throwable cause = failure == null || failure.getCause() == null || failure instanceof DiscretException
                ? failure
                : failure.getCause();
        watcher.changed(cause instanceof DiscretException known ? known : null);
        retry = options.environment().scheduler().schedule(backoff.next(), options.callbacks(), () -> {
            retry = null;
            if (!closed) {
                dial();
            }
        });
    }

    private long now() {
        return options.environment().clock().nanos();
    }

    /** Codes of a close by a client. */
    private static final class Ended {
        /** The server sent what cannot be read (docs/protocol/40 §8.3). */
        static final long CODE = 1;
    }

    /** One connection, from its handshake to its end. */
    private final class Connected implements TransportConnection.Listener, TransportStream.Listener {
        private final TransportConnection connection;
        private final FrameDecoder frames = new FrameDecoder(Frames.TO_CLIENT);
        private final long since = now();
        private @Nullable TransportStream stream;
        private @Nullable Announce sent;
        private long introducedAt;
        private boolean over;

        Connected(TransportConnection connection) {
            this.connection = connection;
        }

        void begin(TransportStream opened) {
            if (over) {
                return;
            }
            stream = opened;
            opened.listen(this);
            opened.write(new byte[] {FIRST_BYTE});
            up(this);
        }

        void announce(Announce next) {
            boolean same = next.equals(sent);
            boolean again = same && now() - introducedAt >= INTRODUCE_AGAIN.toNanos();
            if (again) {
                write(new Announce(next.header(), List.of()));
            }
            if (again || !same) {
                introducedAt = now();
                sent = next;
                write(next);
            }
        }

        private void write(Announce message) {
            TransportStream open = stream;
            if (open == null) {
                return;
            }
            BincodeWriter body = new BincodeWriter();
            message.write(body);
            byte[] frame = Frames.of(body);
            if (frame.length > Frames.FROM_CLIENT) {
                tally.failed.incrementAndGet();
                return;
            }
            open.write(frame)
                    .whenComplete((done, failure) -> (failure == null ? tally.sent : tally.failed).incrementAndGet());
        }

        @Override
        public void bytes(ByteBuffer bytes) {
            try {
                for (byte[] frame = next(bytes); frame != null; frame = next(bytes)) {
                    heard(BeaconMessage.read(new BincodeReader(frame)));
                }
            } catch (DiscretException e) {
                tally.malformed.incrementAndGet();
                over = true;
                connection.close(Ended.CODE);
            }
        }

        private byte @Nullable [] next(ByteBuffer bytes) {
            return over ? null : frames.next(bytes);
        }

        private void heard(BeaconMessage message) {
            if (message.address().getPort() == 0) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "Nobody can be dialed at port 0.");
            }
            tally.received.incrementAndGet();
            if (!closed) {
                options.listener().initiated(message.header(), message.token(), message.address(), false);
            }
        }

        @Override
        public void ended(boolean reset) {
            connection.close(0);
        }

        @Override
        public void opened(TransportStream unexpected) {
            unexpected.reset(0);
        }

        @Override
        public void closed(long code, boolean byPeer) {
            over = true;
            down(this);
        }
    }
}
