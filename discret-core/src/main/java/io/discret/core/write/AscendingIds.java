package io.discret.core.write;

import io.discret.api.Uid;
import java.util.function.Supplier;

/**
 * Give ids that ascend in the order of the calls, so that statements of one date take effect in the order of the text on
 * every peer (docs/protocol/30 B20). For room definitions only, whose ids are no secrets. Used by one thread.
 */
final class AscendingIds implements Supplier<Uid> {
    private final Supplier<Uid> fresh;
    private Uid last = Uid.ZERO;

    AscendingIds(Supplier<Uid> fresh) {
        this.fresh = fresh;
    }

    @Override
    public Uid get() {
        Uid next = fresh.get();
        if (next.compareTo(last) <= 0) {
            next = successor(last);
        }
        last = next;
        return next;
    }

    private static Uid successor(Uid id) {
        byte[] bytes = id.bytes();
        int at = bytes.length - 1;
        while (++bytes[at] == 0) {
            at--;
        }
        return Uid.of(bytes);
    }
}
