package io.discret.core.archive;

import io.discret.api.DiscretException;
import io.discret.spi.ArchiveFile;
import io.discret.spi.BincodeReader;
import io.discret.spi.KeyDerivation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Read an archive chunk by chunk. Used by one thread. */
final class ArchiveReader {
    private final ArchiveFile file;
    private final ChunkFile chunks;
    private ArchiveCounts counts = ArchiveCounts.NONE;

    /**
     * Begin to read.
     *
     * @throws DiscretException {@code ARCHIVE_FOREIGN}
     */
    ArchiveReader(ArchiveFile file, byte[] secret, KeyDerivation derivation) throws IOException {
        this.file = file;
        chunks = ChunkFile.open(file, secret, derivation);
    }

    /** What tells this archive from others. */
    byte[] salt() {
        return chunks.salt();
    }

    /** Takes the records of one chunk. */
    @FunctionalInterface
    interface ChunkTaker {
        /** @param index number of the chunk, from 0 */
        void take(long index, List<ArchiveRecord> records);
    }

    /**
     * Read everything from the beginning, and check that it ends as it should.
     *
     * @throws DiscretException {@code ARCHIVE_DAMAGED}
     */
    ArchiveCounts read(ChunkTaker taker) throws IOException {
        chunks.backTo(ChunkFile.Place.FIRST);
        counts = ArchiveCounts.NONE;
        boolean last = false;
        while (!last) {
            ChunkFile.Place place = chunks.place();
            ChunkFile.Chunk chunk = chunks.next()
                    .orElseThrow(
                            () -> ArchiveErrors.damaged(place.position(), "it was changed or cut off here.", null));
            taker.take(place.index(), records(chunk, place));
            last = chunk.last();
        }
        long end = chunks.place().position();
        if (end != file.size()) {
            throw ArchiveErrors.damaged(end, "something follows its end.", null);
        }
        return counts;
    }

    private List<ArchiveRecord> records(ChunkFile.Chunk chunk, ChunkFile.Place place) {
        List<ArchiveRecord> records = new ArrayList<>();
        BincodeReader in = new BincodeReader(chunk.content());
        boolean ended = false;
        while (in.remaining() > 0 && !ended) {
            ArchiveRecord record = record(in, place);
            if (record instanceof ArchiveRecord.End end) {
                ended = true;
                checkCounts(end, place);
            } else {
                records.add(record);
                counts = counts.and(record);
            }
        }
        if (in.remaining() > 0 || ended != chunk.last()) {
            throw ArchiveErrors.damaged(place.position(), "its end is not where it should be.", null);
        }
        return records;
    }

    private static ArchiveRecord record(BincodeReader in, ChunkFile.Place place) {
        try {
            return ArchiveRecord.read(in);
        } catch (DiscretException e) {
            throw ArchiveErrors.damaged(place.position(), "a record cannot be read.", e);
        }
    }

    private void checkCounts(ArchiveRecord.End end, ChunkFile.Place place) {
        if (!end.counts().equals(counts)) {
            throw ArchiveErrors.damaged(place.position(), "it does not hold as much as it says.", null);
        }
    }
}
