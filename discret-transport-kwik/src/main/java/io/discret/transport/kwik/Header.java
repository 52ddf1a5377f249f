package io.discret.transport.kwik;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Read the part of a packet that no key protects (RFC 8999 §5).
 *
 * @param initial whether it is the first kind of packet of a handshake with version 1
 * @param destination connection id of the receiver
 * @param source connection id of the sender; null in a short header
 */
record Header(boolean initial, ByteBuffer destination, @Nullable ByteBuffer source) {
    /** Ids of our own, of both roles; a short header does not say how long its id is. */
    static final int OWN_ID_LENGTH = 8;

    private static final int LONG = 0x80;
    private static final int TYPE = 0x30;
    private static final int VERSION_END = 5;
    private static final int MAX_ID_LENGTH = 20;

    /** Read the header of a datagram; null when it is none of QUIC version 1. */
    static @Nullable Header of(byte[] datagram, int length) {
        if (length < 1 + OWN_ID_LENGTH) {
            return null;
        }
        if ((datagram[0] & LONG) == 0) {
            return new Header(false, id(datagram, 1, OWN_ID_LENGTH), null);
        }
        int destinationLength = datagram[VERSION_END] & 0xff;
        int sourceAt = VERSION_END + 1 + destinationLength;
        if (destinationLength > MAX_ID_LENGTH || sourceAt >= length) {
            return null;
        }
        int sourceLength = datagram[sourceAt] & 0xff;
        if (sourceLength > MAX_ID_LENGTH || sourceAt + 1 + sourceLength > length) {
            return null;
        }
        return new Header(
                (datagram[0] & TYPE) == 0,
                id(datagram, VERSION_END + 1, destinationLength),
                id(datagram, sourceAt + 1, sourceLength));
    }

    private static ByteBuffer id(byte[] datagram, int from, int length) {
        return ByteBuffer.wrap(Arrays.copyOfRange(datagram, from, from + length));
    }
}
