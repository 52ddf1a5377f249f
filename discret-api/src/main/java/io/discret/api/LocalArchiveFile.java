package io.discret.api;

import io.discret.spi.ArchiveFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Function;

/** Keep an archive in a file that only its owner may read. Used by one thread. */
final class LocalArchiveFile implements ArchiveFile, AutoCloseable {
    private final FileChannel channel;

    private LocalArchiveFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Fill a file beside the wanted one, and give it its name when everything is on the disk. */
    static <T> T write(Path file, Function<ArchiveFile, T> writer) {
        if (Files.exists(file)) {
            throw new DiscretException(
                    ErrorCode.FILE_EXISTS,
                    "There is a file " + file + " already; choose another name, or move it away.");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            T answer;
            try (LocalArchiveFile archive = new LocalArchiveFile(FileChannel.open(
                    part,
                    Set.<OpenOption>of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    ownerOnly(part)))) {
                archive.lock(part);
                answer = writer.apply(archive);
                archive.channel.force(true);
            }
            move(part, file);
            return answer;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Read a file. */
    static <T> T read(Path file, Function<ArchiveFile, T> reader) {
        try (LocalArchiveFile archive = new LocalArchiveFile(FileChannel.open(file, StandardOpenOption.READ))) {
            return reader.apply(archive);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void lock(Path part) throws IOException {
        boolean mine;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            mine = false;
        }
        if (!mine) {
            throw new DiscretException(
                    ErrorCode.FILE_EXISTS,
                    "Another export writes " + part + " now; wait for it, or choose another name.");
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static DiscretException failed(Path file, IOException failure) {
        String why = failure instanceof NoSuchFileException
                ? "there is no such file or folder"
                : failure.getClass().getSimpleName();
        return new DiscretException(
                ErrorCode.STORAGE,
                "The archive " + file + " cannot be used (" + why + "); check its path, its rights and the disk.",
                failure);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public boolean read(long position, byte[] target) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
