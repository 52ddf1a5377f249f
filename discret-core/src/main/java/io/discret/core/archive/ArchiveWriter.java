package io.discret.core.archive;

import io.discret.spi.ArchiveFile;
import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Write records into an archive, and go on with one that was interrupted.
 *
 * <p>Records come in the same order each time. As long as the chunks that are there already hold just what comes now, they
 * stay; from the first difference on everything is written anew. So an archive is of one moment, however often its export
 * was interrupted. Used by one thread.
 */
final class ArchiveWriter {
    private final ChunkFile chunks;
    private final RandomSource random;
    private BincodeWriter waiting = new BincodeWriter(ArchiveLimits.CHUNK);
    private ArchiveCounts counts = ArchiveCounts.NONE;
    private boolean agrees = true;
    private long kept;

    /**
     * @param file empty, or what an earlier export left; a file that is no archive of this user is refused
     * @param secret of the database, 32 bytes; not kept
     */
    ArchiveWriter(ArchiveFile file, byte[] secret, KeyDerivation derivation, RandomSource random) throws IOException {
        // A header cut short was never followed by anything.
        chunks = file.size() < ArchiveHeader.SIZE
                ? ChunkFile.create(file, secret, derivation, random)
                : ChunkFile.open(file, secret, derivation);
        this.random = random;
    }

    void add(ArchiveRecord record) throws IOException {
        record.write(waiting);
        counts = counts.and(record);
        if (waiting.size() >= ArchiveLimits.CHUNK) {
            flush(false);
        }
    }

    /** Write the last chunk. */
    ArchiveCounts end() throws IOException {
        new ArchiveRecord.End(counts).write(waiting);
        flush(true);
        chunks.cut();
        return counts;
    }

    /** Chunks of an earlier export that stayed. */
    long kept() {
        return kept;
    }

    private void flush(boolean last) throws IOException {
        byte[] content = waiting.toByteArray();
        waiting = new BincodeWriter(ArchiveLimits.CHUNK);
        if (agrees && agrees(content, last)) {
            kept++;
        } else {
            agrees = false;
            chunks.append(content, last, random);
        }
    }

    private boolean agrees(byte[] content, boolean last) throws IOException {
        ChunkFile.Place place = chunks.place();
        Optional<ChunkFile.Chunk> there = chunks.next();
        boolean same = there.isPresent()
                && there.get().last() == last
                && Arrays.equals(there.get().content(), content);
        if (!same) {
            chunks.backTo(place);
        }
        return same;
    }
}
