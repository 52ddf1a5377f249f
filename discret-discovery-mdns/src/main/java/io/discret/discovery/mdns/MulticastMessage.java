package io.discret.discovery.mdns;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.MeetingToken;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Hold one datagram of the multicast group (docs/protocol/40 §6.4). Immutable. */
sealed interface MulticastMessage {
    /** Largest datagram in bytes: receivers cut longer ones, which then cannot be read (docs/protocol/40 §7.2). */
    int MAX_SIZE = 4096;

    /** The UDP port of the endpoint of the sender, 0 to 65535. */
    int port();

    /** Tell the group where an endpoint is. */
    record Announcement(Announce announce, int port) implements MulticastMessage {
        static final int VARIANT = 0;
    }

    /** Ask those who know the token to dial. */
    record InitiateConnection(AnnounceHeader header, MeetingToken token, int port) implements MulticastMessage {
        static final int VARIANT = 1;
    }

    /**
     * Read a datagram; bytes left over are ignored, as in the reference (docs/protocol/40 §5).
     *
     * @throws DiscretException {@code BAD_MESSAGE} when it cannot be read
     */
    static MulticastMessage read(ByteBuffer datagram) {
        BincodeReader in = new BincodeReader(datagram);
        int variant = in.u32();
        return switch (variant) {
            case Announcement.VARIANT -> new Announcement(Announce.read(in), in.u16());
            case InitiateConnection.VARIANT ->
                new InitiateConnection(AnnounceHeader.read(in), MeetingToken.of(in.fixed(MeetingToken.SIZE)), in.u16());
            default ->
                throw new DiscretException(
                        ErrorCode.BAD_MESSAGE,
                        "A message cannot be read: there is no multicast message " + variant + ".");
        };
    }

    /** Tell a listener that an endpoint on the local network sent this. */
    default void tell(DiscoveryListener listener, InetSocketAddress address) {
        if (this instanceof Announcement heard) {
            listener.announced(heard.announce(), address, true);
        } else if (this instanceof InitiateConnection heard) {
            listener.initiated(heard.header(), heard.token(), address, true);
        }
    }

    /** The bytes of the datagram. */
    default byte[] encoded() {
        BincodeWriter out = new BincodeWriter();
        if (this instanceof Announcement announcement) {
            out.u32(Announcement.VARIANT);
            announcement.announce().write(out);
        } else if (this instanceof InitiateConnection initiate) {
            out.u32(InitiateConnection.VARIANT);
            initiate.header().write(out);
            out.fixed(initiate.token().bytes());
        }
        return out.u16(port()).toByteArray();
    }
}
