package io.discret.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * Earlier entries, in a file that only its owner reads. It is not encrypted as the database is, so what is written there
 * must not hold rows: mutations and parameters are remembered until the end of the program only.
 */
final class QueryHistory extends DefaultHistory {
    @Override
    public boolean isPersistable(Entry entry) {
        Optional<Statement> statement = Statement.of(entry.line());
        boolean harmless = statement.isPresent()
                ? statement.get().language() != Statement.Language.MUTATION
                : !entry.line().strip().startsWith(QueryShell.PARAMETERS);
        return harmless && super.isPersistable(entry);
    }

    /** Make the file when it is missing. */
    static void prepare(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(file)) {
                Files.createFile(file, ownerOnly(file));
            }
        } catch (FileAlreadyExistsException e) {
            // Another process of the same person was faster.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The history file " + file + " cannot be made; name another one with --history.", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
