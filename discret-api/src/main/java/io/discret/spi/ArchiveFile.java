package io.discret.spi;

import java.io.IOException;

/**
 * Read and write the bytes of one archive. The engine touches no file by itself; {@link io.discret.api.Discret#exportTo}
 * hands in a real one, tests hand in one that fails when they want. Used by one thread at a time.
 */
public interface ArchiveFile {
    /** Bytes that are there. */
    long size() throws IOException;

    /**
     * Read from a position until the array is full.
     *
     * @return false when the file ends before
     */
    boolean read(long position, byte[] target) throws IOException;

    /** Write all bytes at a position. */
    void write(long position, byte[] bytes) throws IOException;

    /** Cut off what is behind a size. */
    void truncate(long size) throws IOException;
}
