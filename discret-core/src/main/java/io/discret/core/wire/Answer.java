package io.discret.core.wire;

import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;

/**
 * Answer a query, wholly or in parts (docs/protocol/40 §6.7, 41 §2).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param id of the query
 * @param success whether {@code serialized} is what was asked for; else it is an {@link AnswerError}
 * @param complete whether nothing more follows; the payload of the last of several parts has no meaning
 * @param serialized a {@link Payload}
 */
public record Answer(long id, boolean success, boolean complete, byte[] serialized) {
    private static final byte[] EMPTY_TEXT = new byte[Long.BYTES];

    /** The only answer to a query. */
    public static Answer single(long id, byte[] serialized) {
        return new Answer(id, true, true, serialized);
    }

    /** One of several parts. */
    public static Answer part(long id, byte[] serialized) {
        return new Answer(id, true, false, serialized);
    }

    /** The end of several parts: an empty text, as the reference sends it. */
    public static Answer end(long id) {
        return new Answer(id, true, true, EMPTY_TEXT);
    }

    /** A refusal; nothing more follows. */
    public static Answer refused(long id, AnswerError error) {
        BincodeWriter out = new BincodeWriter();
        error.write(out);
        return new Answer(id, false, true, out.toByteArray());
    }

    /**
     * Read a whole message; bytes left over are ignored.
     *
     * @throws io.discret.api.DiscretException {@code BAD_MESSAGE}
     */
    public static Answer decode(byte[] message) {
        return read(new BincodeReader(message));
    }

    /** Write a whole message. */
    public byte[] encode() {
        BincodeWriter out = new BincodeWriter(WireLimits.ANSWER_OVERHEAD + serialized.length);
        write(out);
        return out.toByteArray();
    }

    /** Read the binary form; bytes left over are ignored. */
    public static Answer read(BincodeReader in) {
        return new Answer(in.u64(), in.bool(), in.bool(), in.byteString());
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.u64(id).bool(success).bool(complete).byteString(serialized);
    }

    @Override
    public String toString() {
        return "Answer[" + id + ", success " + success + ", complete " + complete + ", " + serialized.length
                + " bytes]";
    }
}
