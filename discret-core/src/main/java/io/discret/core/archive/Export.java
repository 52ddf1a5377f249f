package io.discret.core.archive;

import io.discret.api.ArchiveSummary;
import io.discret.api.Uid;
import io.discret.core.db.Failures;
import io.discret.spi.ArchiveFile;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import io.discret.spi.StoreReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Write everything that one snapshot of a store holds into an archive. */
public final class Export {
    private final ArchiveWriter writer;
    private final BooleanSupplier stopped;

    private Export(ArchiveWriter writer, BooleanSupplier stopped) {
        this.writer = writer;
        this.stopped = stopped;
    }

    /**
     * Write, or go on with what an earlier call left in the file.
     *
     * @param reader inside its snapshot
     * @param secret of the database, 32 bytes; not kept
     * @param stopped asked before every record; true ends the export with {@code CLOSED}
     * @throws io.discret.api.DiscretException {@code ARCHIVE_FOREIGN} when the file is something else, {@code STORAGE}
     */
    public static ArchiveSummary write(
            StoreReader reader,
            ArchiveFile file,
            byte[] secret,
            KeyDerivation derivation,
            RandomSource random,
            BooleanSupplier stopped) {
        try {
            ArchiveWriter writer = new ArchiveWriter(file, secret, derivation, random);
            new Export(writer, stopped).all(reader);
            ArchiveCounts counts = writer.end();
            return new ArchiveSummary(
                    counts.rows(), counts.relations(), counts.deletions(), counts.rooms(), 0, writer.kept() > 0);
        } catch (IOException e) {
            throw ArchiveErrors.failed(e);
        } catch (UncheckedIOException e) {
            throw ArchiveErrors.failed(e);
        }
    }

    /** The data model comes before the rows, because what is searched in them follows from it. */
    private void all(StoreReader reader) {
        reader.configurations().forEach((key, value) -> {
            if (!key.equals(ImportMark.KEY)) {
                add(new ArchiveRecord.Setting(key, value));
            }
        });
        new TreeMap<>(reader.roomDefinitionDates())
                .forEach((room, date) -> add(new ArchiveRecord.RoomDate(room, date)));
        reader.forEachNode(node -> add(new ArchiveRecord.Row(node)));
        reader.forEachEdge(edge -> add(new ArchiveRecord.Relation(edge)));
        reader.forEachNodeDeletion(entry -> add(new ArchiveRecord.RowDeletion(entry)));
        reader.forEachEdgeDeletion(entry -> add(new ArchiveRecord.RelationDeletion(entry)));
        for (Map.Entry<Uid, Long> room : new TreeMap<>(reader.lastDays()).entrySet()) {
            reader.dailyLog(room.getKey())
                    .forEach(line -> add(new ArchiveRecord.Day(line.roomId(), line.entity(), line.date())));
        }
    }

    private void add(ArchiveRecord record) {
        if (stopped.getAsBoolean()) {
            throw Failures.closed();
        }
        try {
            writer.add(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
