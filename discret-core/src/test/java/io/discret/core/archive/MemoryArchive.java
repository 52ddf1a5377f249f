package io.discret.core.archive;

import io.discret.spi.ArchiveFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An archive in memory, on a disk that fails when a test wants. */
public final class MemoryArchive implements ArchiveFile {
    private byte[] bytes = new byte[0];
    private long writes;
    private long reads;
    private long failingWrite;
    private long failingRead;
    private long watchedWrite;
    private Runnable watcher = () -> {};

    public static MemoryArchive of(byte[] bytes) {
        MemoryArchive archive = new MemoryArchive();
        archive.bytes = bytes.clone();
        return archive;
    }

    public static MemoryArchive of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes so far. */
    public long writes() {
        return writes;
    }

    /** How often something reads. */
    public long readsOf(Runnable work) {
        long before = reads;
        work.run();
        return reads - before;
    }

    /** Fail at the n-th write from now on, in the middle of it; 0 = never. */
    public void failAtWrite(long n) {
        failingWrite = n == 0 ? 0 : writes + n;
    }

    /** Fail at the n-th read from now on; 0 = never. */
    public void failAtRead(long n) {
        failingRead = n == 0 ? 0 : reads + n;
    }

    /** Run something after the n-th write from now on. */
    public void afterWrite(long n, Runnable work) {
        watchedWrite = writes + n;
        watcher = work;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean read(long position, byte[] target) throws IOException {
        if (++reads == failingRead) {
            throw new IOException("The disk is gone.");
        }
        if (position + target.length > bytes.length) {
            return false;
        }
        System.arraycopy(bytes, (int) position, target, 0, target.length);
        return true;
    }

    @Override
    public void write(long position, byte[] written) throws IOException {
        boolean fails = ++writes == failingWrite;
        int length = fails ? written.length / 2 : written.length;
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, (int) position + length));
        System.arraycopy(written, 0, bytes, (int) position, length);
        if (fails) {
            throw new IOException("The disk is full.");
        }
        if (writes == watchedWrite) {
            watcher.run();
        }
    }

    @Override
    public void truncate(long size) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(size, bytes.length));
    }
}
