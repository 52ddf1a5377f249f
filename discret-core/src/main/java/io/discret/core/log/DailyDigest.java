package io.discret.core.log;

import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import io.discret.spi.StoreReader;

/**
 * Compute the line of one room, entity and day (docs/protocol/21 §14.1). Used by one thread, memory does not grow with
 * the day.
 */
final class DailyDigest {
    private final KeyDerivation.Hasher hasher;
    private int entries;

    private DailyDigest(KeyDerivation.Hasher hasher) {
        this.hasher = hasher;
    }

    /**
     * Hash the sorted signatures of a day; a day without any has no hash.
     *
     * <p>The history hash is left out: it is a hint whose value differs between peers with the same data
     * (docs/protocol/21 §14.6).
     */
    static DailyLog compute(StoreReader store, KeyDerivation hashing, Uid room, String entity, long day) {
        DailyDigest digest = new DailyDigest(hashing.hasher());
        store.forEachSignature(room, entity, day, Days.nextDay(day), digest::add);
        byte[] hash = digest.entries == 0 ? null : digest.hasher.digest();
        return new DailyLog(room, day, entity, digest.entries, hash, null, false);
    }

    private void add(byte[] signature) {
        hasher.update(signature);
        entries++;
    }
}
