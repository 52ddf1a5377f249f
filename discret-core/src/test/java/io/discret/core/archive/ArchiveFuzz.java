package io.discret.core.archive;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.identity.Crypto;
import io.discret.spi.KeyDerivation;
import io.discret.testkit.SeededRandomSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;

/**
 * Fuzz target: a file that is imported (docs/archive.md). An even first byte: the bytes are the file; an odd one: they are
 * the content of a genuine chunk, as somebody with the pass phrase can make it.
 */
public final class ArchiveFuzz {
    private static final byte[] SECRET = new byte[32];
    private static final KeyDerivation DERIVATION = Crypto.DERIVATION;
    private static final Set<ErrorCode> REFUSALS = Set.of(ErrorCode.ARCHIVE_DAMAGED, ErrorCode.ARCHIVE_FOREIGN);

    private ArchiveFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        try {
            byte[] file = data[0] % 2 == 0 ? rest : sealed(rest, data[0] % 4 != 3);
            new ArchiveReader(MemoryArchive.of(file), SECRET, DERIVATION).read((index, records) -> {});
        } catch (DiscretException e) {
            if (!REFUSALS.contains(e.code())) {
                throw new AssertionError("refused in other words", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sealed(byte[] content, boolean last) throws IOException {
        MemoryArchive archive = new MemoryArchive();
        SeededRandomSource random = new SeededRandomSource(1);
        ChunkFile.create(archive, SECRET, DERIVATION, random).append(content, last, random);
        return archive.bytes();
    }
}
