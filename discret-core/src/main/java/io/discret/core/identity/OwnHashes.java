package io.discret.core.identity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remember the hashes signed lately for rows and headers of our own (docs/protocol/31 P2). Safe for use by any thread.
 *
 * <p>A table that forgets: each hash has one place, and a later one may take it. Half a megabyte remembers
 * tens of thousands. What is forgotten does no harm: the signature of an own row is the same each time, and whoever
 * reads the row has it already.
 */
final class OwnHashes {
    private static final int PLACES = 1 << 16;

    private static final long EMPTY = 0;

    private final AtomicLongArray places = new AtomicLongArray(PLACES);

    void add(byte[] hash) {
        long mark = mark(hash);
        places.lazySet(place(mark), mark);
    }

    boolean contains(byte[] hash) {
        long mark = mark(hash);
        return places.get(place(mark)) == mark;
    }

    private static long mark(byte[] hash) {
        long mark = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return mark == EMPTY ? 1 : mark;
    }

    private static int place(long mark) {
        return (int) mark & PLACES - 1;
    }
}
