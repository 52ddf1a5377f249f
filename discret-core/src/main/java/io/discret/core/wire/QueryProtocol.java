package io.discret.core.wire;

import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;

/**
 * Ask a query under an id (docs/protocol/40 §6.6).
 *
 * @param id unsigned; the answer carries the same
 */
public record QueryProtocol(long id, Query query) {
    /**
     * Read a whole message; bytes left over are ignored.
     *
     * @throws io.discret.api.DiscretException {@code BAD_MESSAGE}
     */
    public static QueryProtocol decode(byte[] message) {
        return read(new BincodeReader(message));
    }

    /** Write a whole message. */
    public byte[] encode() {
        BincodeWriter out = new BincodeWriter();
        write(out);
        return out.toByteArray();
    }

    /** Read the binary form; bytes left over are ignored. */
    public static QueryProtocol read(BincodeReader in) {
        return new QueryProtocol(in.u64(), Query.read(in));
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.u64(id);
        query.write(out);
    }
}
