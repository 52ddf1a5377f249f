package io.discret.core.archive;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Make the errors of archives. */
final class ArchiveErrors {
    private ArchiveErrors() {}

    static DiscretException noArchive() {
        return new DiscretException(
                ErrorCode.ARCHIVE_FOREIGN,
                "This file was not made by 'export'; choose the file that was. Nothing was changed.");
    }

    static DiscretException foreign() {
        return new DiscretException(
                ErrorCode.ARCHIVE_FOREIGN,
                "This archive belongs to another user or application, or its beginning is damaged; check the name, the pass"
                        + " phrase and the application key. Nothing was changed.");
    }

    static DiscretException newer(int version) {
        return new DiscretException(
                ErrorCode.ARCHIVE_FOREIGN,
                "This archive has format " + version
                        + ", which a newer version of discret wrote; use that one. Nothing was" + " changed.");
    }

    static DiscretException damaged(long position, String what, @Nullable Throwable cause) {
        return new DiscretException(
                ErrorCode.ARCHIVE_DAMAGED,
                "This archive is damaged at byte " + position + ": " + what
                        + " Nothing was taken from it; use another copy of it.",
                cause);
    }

    static DiscretException failed(UncheckedIOException failure) {
        return failed(failure.getCause() == null ? new IOException(failure) : failure.getCause());
    }

    static DiscretException failed(IOException failure) {
        return new DiscretException(
                ErrorCode.STORAGE,
                "The archive cannot be read or written (" + failure.getClass().getSimpleName()
                        + "); check the disk and the rights of the file, then go on with the same command.",
                failure);
    }
}
