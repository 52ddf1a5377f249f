package io.discret.core.rows;

import io.discret.spi.BincodeWriter;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Digest all days of a room: what we send in place of the history hash of the reference (docs/protocol/21 §14.6, 41
 * §11).
 *
 * <p>Two peers of ours with the same digest hold the same rows and need not compare days. A reference peer never finds
 * it equal to its own, so it compares every day, which is what makes it complete. Stateless.
 */
public final class RoomDigest {
    private static final String CONTEXT = "discret for Java: digest of all days of a room, 1";

    private RoomDigest() {}

    /**
     * Digest the lines of a room.
     *
     * @param lines ordered by date, then entity, as {@code StoreReader.dailyLog} gives them
     * @return 32 bytes; null when a line waits for a computation, for then nothing may be concluded. Days without a row
     *     do not count: one peer may have had and lost what the other never had
     */
    public static byte @Nullable [] of(List<DailyLog> lines, KeyDerivation derivation) {
        BincodeWriter out = new BincodeWriter();
        for (DailyLog line : lines) {
            if (line.needRecompute()) {
                return null;
            }
            byte[] hash = line.dailyHash();
            if (hash != null) {
                out.i64(line.date()).text(line.entity()).byteString(hash);
            }
        }
        return derivation.deriveKey(CONTEXT, out.toByteArray());
    }

    /** Whether two digests are there and equal. */
    public static boolean same(byte @Nullable [] own, byte @Nullable [] other) {
        return own != null && other != null && Arrays.equals(own, other);
    }
}
