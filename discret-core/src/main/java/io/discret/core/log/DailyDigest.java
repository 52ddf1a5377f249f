package io.discret.core.log;

import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.core.rows.DailyHash;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import io.discret.spi.StoreReader;

/** Compute lines of the daily log (docs/protocol/21 §14.1). Stateless; memory does not grow with the day. */
final class DailyDigest {
    private DailyDigest() {}

    /**
     * Hash the sorted signatures of a day; a day without any has no hash.
     *
     * <p>The history hash is left out: it is a hint whose value differs between peers with the same data
     * (docs/protocol/21 §14.6).
     */
    static DailyLog compute(StoreReader store, KeyDerivation hashing, Uid room, String entity, long day) {
        DailyHash hash = new DailyHash(hashing);
        store.forEachSignature(room, entity, day, Days.nextDay(day), hash::add);
        return new DailyLog(room, day, entity, hash.entries(), hash.hash(), null, false);
    }
}
