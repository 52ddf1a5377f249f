package io.discret.core.sync;

import io.discret.api.Uid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Hold many ids in 16 bytes each, first in, first out. Not safe for use by several threads. */
final class UidList {
    private static final int FIRST = 64;

    private byte[] bytes = new byte[FIRST * Uid.SIZE];
    private int size;
    private int taken;

    void add(Uid id) {
        if ((size + 1) * Uid.SIZE > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        id.writeTo(ByteBuffer.wrap(bytes, size * Uid.SIZE, Uid.SIZE));
        size++;
    }

    /** Ids added in all. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return taken == size;
    }

    /** The next ids, without duplicates. */
    Set<Uid> take(int most) {
        Set<Uid> ids = new LinkedHashSet<>();
        for (; taken < size && ids.size() < most; taken++) {
            ids.add(Uid.of(bytes, taken * Uid.SIZE));
        }
        return ids;
    }
}
