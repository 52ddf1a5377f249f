package io.discret.core.rows;

import io.discret.core.identity.Days;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Digest what is dated in a part of a day (docs/protocol/41 §12.4). Immutable; the array is shared, nobody may change it.
 *
 * @param from first ms of the part, counted from midnight, a multiple of its length
 * @param bits the part is 2^bits ms long
 * @param entries rows and deletion entries in it
 * @param hash BLAKE3 of their sorted signatures, 32 bytes
 */
public record DaySpan(int from, int bits, int entries, byte[] hash) {
    /** Bytes of the binary form. */
    public static final int SIZE = 4 + 1 + 4 + DaySpan.HASH;

    private static final int WHOLE = 27;

    private static final int HASH = 32;

    /** The part that is the whole day, and a little more; nothing is known of what is in it. */
    public static final DaySpan WHOLE_DAY = new DaySpan(0, WHOLE, 0, new byte[HASH]);

    /** Whether a span of a peer can be one: inside of the day and where such parts begin. */
    public boolean isPlausible() {
        return bits <= WHOLE && from >= 0 && from < Days.DAY && from % (1 << bits) == 0;
    }

    /** First ms after the part, counted from midnight; the last part of a day reaches beyond it. */
    public int to() {
        return from + (1 << bits);
    }

    /** As {@link #to}, but midnight at the latest. */
    public int until() {
        return (int) Math.min(to(), Days.DAY);
    }

    /** The half in which a time lies, ms from midnight; nothing is known of what is in it. */
    public DaySpan half(int offset) {
        int middle = from + (1 << (bits - 1));
        return new DaySpan(offset < middle ? from : middle, bits - 1, 0, WHOLE_DAY.hash);
    }

    /** Whether both are the same part of a day, whatever is in it. */
    public boolean covers(DaySpan other) {
        return from == other.from && bits == other.bits;
    }

    /** Read the binary form. */
    public static DaySpan read(BincodeReader in) {
        return new DaySpan(in.u32(), in.u8(), in.u32(), in.fixed(HASH));
    }

    /** Write the binary form. */
    public static void write(BincodeWriter out, DaySpan span) {
        out.u32(span.from).u8(span.bits).u32(span.entries).fixed(span.hash);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof DaySpan other
                && covers(other)
                && entries == other.entries
                && Arrays.equals(hash, other.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash) * 31 + from;
    }
}
