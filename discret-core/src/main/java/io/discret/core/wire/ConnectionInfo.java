package io.discret.core.wire;

import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.MeetingToken;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Introduce a connection: the first frame a dialer sends on the event stream (docs/protocol/40 §6.3).
 *
 * @param endpointId endpoint of the dialer
 * @param remoteId endpoint of the acceptor as the dialer knows it
 * @param connectionId chosen by the dialer; names the connection on both sides
 * @param token under which the two met
 * @param verifyingKey claimed by the dialer, proved later; of any length until checked
 */
public record ConnectionInfo(Uid endpointId, Uid remoteId, Uid connectionId, MeetingToken token, byte[] verifyingKey) {

    /**
     * Read a whole message; bytes left over are ignored.
     *
     * @throws io.discret.api.DiscretException {@code BAD_MESSAGE}
     */
    public static ConnectionInfo decode(byte[] message) {
        return read(new BincodeReader(message));
    }

    /** Write a whole message. */
    public byte[] encode() {
        BincodeWriter out = new BincodeWriter();
        write(out);
        return out.toByteArray();
    }

    /** Read the binary form; bytes left over are ignored. */
    public static ConnectionInfo read(BincodeReader in) {
        return new ConnectionInfo(
                in.uid(), in.uid(), in.uid(), MeetingToken.of(in.fixed(MeetingToken.SIZE)), in.byteString());
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.uid(endpointId).uid(remoteId).uid(connectionId).fixed(token.bytes()).byteString(verifyingKey);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ConnectionInfo other
                && endpointId.equals(other.endpointId)
                && remoteId.equals(other.remoteId)
                && connectionId.equals(other.connectionId)
                && token.equals(other.token)
                && Arrays.equals(verifyingKey, other.verifyingKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpointId, remoteId, connectionId, token, Arrays.hashCode(verifyingKey));
    }

    @Override
    public String toString() {
        return "ConnectionInfo[" + endpointId + " to " + remoteId + ", " + connectionId + "]";
    }
}
