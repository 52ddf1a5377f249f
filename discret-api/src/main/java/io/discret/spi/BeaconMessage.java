package io.discret.spi;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Tell a peer whom to dial: what a beacon sends (docs/protocol/40 §6.5).
 *
 * @param header of the other endpoint
 * @param address where the beacon sees it; resolved. An IPv6 address that stands for an IPv4 one becomes that; what names
 *     the link of an IPv6 address is not carried
 * @param token the two share
 */
public record BeaconMessage(AnnounceHeader header, InetSocketAddress address, MeetingToken token) {
    private static final int INITIATE_CONNECTION = 0;
    private static final int V4 = 0;
    private static final int V6 = 1;

    public BeaconMessage {
        address = new InetSocketAddress(plain(address.getAddress()), address.getPort());
    }

    /** Java makes an IPv4 address of 16 bytes that stand for one; a peer of the reference reads no other. */
    private static InetAddress plain(InetAddress host) {
        try {
            return InetAddress.getByAddress(host.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the bytes of one", e);
        }
    }

    /** Read the binary form; bytes left over are ignored. */
    public static BeaconMessage read(BincodeReader in) {
        if (in.u32() != INITIATE_CONNECTION) {
            throw new DiscretException(ErrorCode.BAD_MESSAGE, "A beacon sent a message of an unknown kind.");
        }
        return new BeaconMessage(
                AnnounceHeader.read(in), readAddress(in), MeetingToken.of(in.fixed(MeetingToken.SIZE)));
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.u32(INITIATE_CONNECTION);
        header.write(out);
        InetAddress host = address.getAddress();
        out.u32(host instanceof Inet4Address ? V4 : V6).fixed(host.getAddress()).u16(address.getPort());
        out.fixed(token.bytes());
    }

    private static InetSocketAddress readAddress(BincodeReader in) {
        int family = in.u32();
        if (family != V4 && family != V6) {
            throw new DiscretException(ErrorCode.BAD_MESSAGE, "A beacon sent an address of an unknown family.");
        }
        byte[] host = in.fixed(family == V4 ? 4 : 16);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host), in.u16());
        } catch (UnknownHostException e) {
            throw new DiscretException(ErrorCode.BAD_MESSAGE, "A beacon sent an address that is none.", e);
        }
    }
}
