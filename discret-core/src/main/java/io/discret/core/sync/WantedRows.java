package io.discret.core.sync;

import io.discret.api.Uid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hold many ids and the dates of their versions in 24 bytes each, first in, first out. Not safe for use by several threads. */
final class WantedRows {
    private static final int FIRST = 64;
    private static final int EACH = Uid.SIZE + Long.BYTES;

    private byte[] bytes = new byte[FIRST * EACH];
    private int size;
    private int taken;

    void add(Uid id, long mdate) {
        if ((size + 1) * EACH > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        ByteBuffer entry = ByteBuffer.wrap(bytes, size * EACH, EACH);
        id.writeTo(entry);
        entry.putLong(mdate);
        size++;
    }

    /** Ids added in all. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return taken == size;
    }

    /** The next ids with the date of the version that was offered; of duplicates the first. */
    Map<Uid, Long> take(int most) {
        Map<Uid, Long> rows = new LinkedHashMap<>();
        for (; taken < size && rows.size() < most; taken++) {
            long mdate =
                    ByteBuffer.wrap(bytes, taken * EACH + Uid.SIZE, Long.BYTES).getLong();
            rows.putIfAbsent(Uid.of(bytes, taken * EACH), mdate);
        }
        return rows;
    }
}
