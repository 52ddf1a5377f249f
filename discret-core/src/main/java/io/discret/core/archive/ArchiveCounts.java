package io.discret.core.archive;

import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;

/** Count the records of an archive by kind. */
record ArchiveCounts(long settings, long rooms, long rows, long relations, long deletions, long days) {
    static final ArchiveCounts NONE = new ArchiveCounts(0, 0, 0, 0, 0, 0);

    /** With one record more. */
    ArchiveCounts and(ArchiveRecord record) {
        return new ArchiveCounts(
                settings + (record instanceof ArchiveRecord.Setting ? 1 : 0),
                rooms + (record instanceof ArchiveRecord.RoomDate ? 1 : 0),
                rows + (record instanceof ArchiveRecord.Row ? 1 : 0),
                relations + (record instanceof ArchiveRecord.Relation ? 1 : 0),
                deletions
                        + (record instanceof ArchiveRecord.RowDeletion
                                        || record instanceof ArchiveRecord.RelationDeletion
                                ? 1
                                : 0),
                days + (record instanceof ArchiveRecord.Day ? 1 : 0));
    }

    void write(BincodeWriter out) {
        out.u64(settings).u64(rooms).u64(rows).u64(relations).u64(deletions).u64(days);
    }

    static ArchiveCounts read(BincodeReader in) {
        return new ArchiveCounts(in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64());
    }
}
