package io.discret.store.jdbc;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keep everybody else away from one database, in this process and in others, until it is closed. The lock ends with the
 * process, however it ends.
 */
public final class FolderLock implements AutoCloseable {
    /**
     * Files locked by this process. Locks belong to the process, and on POSIX systems closing any channel of a file gives up
     * all of its locks: only a registry of the whole process can refuse the second store before it opens a channel.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Lock a side file, made when missing; its folder is there. */
    public static FolderLock acquire(Path sideFile) {
        Path file;
        try {
            Path folder = sideFile.toAbsolutePath().getParent();
            file = (folder == null
                    ? sideFile.toAbsolutePath()
                    : folder.toRealPath().resolve(sideFile.getFileName()));
        } catch (IOException e) {
            throw unusable(e);
        }
        if (!HELD.add(file)) {
            throw locked("this process");
        }
        try {
            return new FolderLock(file, lock(file));
        } catch (RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel lock(Path file) {
        try {
            PrivateFiles.createFile(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw locked("another process");
            }
            return channel;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            HELD.remove(file);
        }
    }

    private static StoreException locked(String by) {
        return new StoreException(
                ErrorCode.FOLDER_LOCKED, "The database is open in " + by + "; close it there or use another folder.");
    }

    private static StoreException unusable(IOException e) {
        return new StoreException(
                ErrorCode.STORAGE, "The lock file cannot be made; check the rights of its folder.", e);
    }
}
