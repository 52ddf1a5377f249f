package io.discret.beacon;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeReader;
import io.discret.spi.FrameDecoder;
import io.discret.spi.Signer;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Read the announces of one client (docs/protocol/50 §4.2): one byte of any value, then frames, on the first stream it
 * opens. Used by one thread.
 */
final class ClientConnection implements TransportConnection.Listener {
    /** Code of a connection that the server ends because of its client; code 0 is that of a server that stops. */
    static final long CLOSE_ENDED = 1;

    private final TransportConnection connection;
    private final BeaconLimits limits;
    private final AtomicLong waitingBytes;
    private final Allowance announces;
    private final Owner owner;
    private final Client client;
    private final InetAddress countedAddress;
    private @Nullable Outgoing outgoing;
    private boolean announced;
    private boolean over;

    /** The server that a connection belongs to. */
    interface Owner {
        /** Take an announce; false ends the connection. */
        boolean announced(ClientConnection from, Announce announce);

        /** The client broke a rule; told before {@link #closed}. */
        void ended(ClientConnection connection);

        /** The connection is over, told once. */
        void closed(ClientConnection connection);

        long nanos();
    }

    ClientConnection(TransportConnection connection, BeaconLimits limits, AtomicLong waitingBytes, Owner owner) {
        this.connection = connection;
        this.limits = limits;
        this.waitingBytes = waitingBytes;
        this.owner = owner;
        this.announces = new Allowance(limits.announcesAtOnce(), limits.announcesPerSecond(), owner.nanos());
        this.client = new Client(connection::remoteAddress);
        this.countedAddress = connection.remoteAddress().getAddress();
    }

    Client client() {
        return client;
    }

    /** The address that was counted when it opened; it may have moved since. */
    InetAddress countedAddress() {
        return countedAddress;
    }

    /** End it unless an announce came in time (docs/protocol/50 §7.2). */
    void requireAnnounce() {
        if (!announced) {
            end();
        }
    }

    /** Send a message; false when it was dropped. */
    boolean send(BeaconMessage message) {
        return outgoing != null && outgoing.send(message);
    }

    @Override
    public void opened(TransportStream stream) {
        if (outgoing != null || over) {
            stream.reset(0);
            return;
        }
        outgoing = new Outgoing(stream, limits, waitingBytes);
        stream.listen(new Announces());
    }

    @Override
    public void closed(long code, boolean byPeer) {
        over = true;
        if (outgoing != null) {
            outgoing.end();
        }
        owner.closed(this);
    }

    private void end() {
        if (!over) {
            over = true;
            owner.ended(this);
            connection.close(CLOSE_ENDED);
        }
    }

    /** Cuts the stream into announces; the first thing that is none ends the connection. */
    private final class Announces implements TransportStream.Listener {
        private final FrameDecoder frames = new FrameDecoder(Frames.FROM_CLIENT);
        private boolean begun;

        @Override
        public void bytes(ByteBuffer bytes) {
            if (!begun && bytes.hasRemaining()) {
                bytes.get();
                begun = true;
            }
            try {
                for (byte[] frame = next(bytes); frame != null; frame = next(bytes)) {
                    take(frame);
                }
            } catch (DiscretException e) {
                end();
            }
        }

        private byte @Nullable [] next(ByteBuffer bytes) {
            return over ? null : frames.next(bytes);
        }

        private void take(byte[] frame) {
            Announce announce = Announce.read(new BincodeReader(frame));
            // A longer one would make the message too long for the other client, which would then leave (50 §7.5).
            if (announce.header().signature().length != Signer.SIGNATURE_SIZE) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "The header has no signature of 64 bytes.");
            }
            announced = true;
            if (!announces.take(owner.nanos()) || !owner.announced(ClientConnection.this, announce)) {
                end();
            }
        }

        @Override
        public void ended(boolean reset) {
            end();
        }
    }
}
