package io.discret.core.rows;

import io.discret.spi.KeyDerivation;
import io.discret.spi.KeyDerivation.Hasher;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Digest the signatures of one room, entity and day (docs/protocol/21 §14.1).
 *
 * <p>Feed them in ascending order of unsigned bytes, duplicates included, as {@code StoreReader.forEachSignature} gives
 * them. Used by one thread, for one day.
 */
public final class DailyHash {
    private final Hasher hasher;
    private byte[] last = {};
    private int entries;
    private boolean anyByte;

    public DailyHash(KeyDerivation derivation) {
        hasher = derivation.hasher();
    }

    /**
     * Add the next signature.
     *
     * @throws IllegalArgumentException when it is smaller than the one before: the hash would differ from other peers'
     */
    public void add(byte[] signature) {
        if (Arrays.compareUnsigned(last, signature) > 0) {
            throw new IllegalArgumentException("signatures are not in order");
        }
        last = signature;
        hasher.update(signature);
        entries++;
        anyByte |= signature.length > 0;
    }

    /** Signatures added. */
    public int entries() {
        return entries;
    }

    /** The digest, 32 bytes; null when there was nothing to hash. Call once, at the end. */
    public byte @Nullable [] hash() {
        return anyByte ? hasher.digest() : null;
    }
}
