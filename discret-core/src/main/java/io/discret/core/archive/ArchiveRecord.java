package io.discret.core.archive;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;

/** Name one thing that an archive holds. Rows have the form in which they travel (docs/protocol/21 §10). */
sealed interface ArchiveRecord {
    /** A value of the configuration table: the data model, the id of the device. */
    record Setting(String key, String value) implements ArchiveRecord {}

    /** The date of the definition of a room. */
    record RoomDate(Uid room, long date) implements ArchiveRecord {}

    record Row(Node node) implements ArchiveRecord {}

    record Relation(Edge edge) implements ArchiveRecord {}

    record RowDeletion(NodeDeletion entry) implements ArchiveRecord {}

    record RelationDeletion(EdgeDeletion entry) implements ArchiveRecord {}

    /** A line of a daily log. Its hashes follow from the rows and are computed anew. */
    record Day(Uid room, String entity, long date) implements ArchiveRecord {}

    /** The last record: how many of each came before. */
    record End(ArchiveCounts counts) implements ArchiveRecord {}

    /** Append the binary form. */
    default void write(BincodeWriter out) {
        if (this instanceof Setting setting) {
            out.u8(1).text(setting.key()).text(setting.value());
        } else if (this instanceof RoomDate room) {
            out.u8(2).uid(room.room()).i64(room.date());
        } else if (this instanceof Row row) {
            RowCodec.write(out.u8(3), row.node());
        } else if (this instanceof Relation relation) {
            RowCodec.write(out.u8(4), relation.edge());
        } else if (this instanceof RowDeletion deletion) {
            RowCodec.write(out.u8(5), deletion.entry());
        } else if (this instanceof RelationDeletion deletion) {
            RowCodec.write(out.u8(6), deletion.entry());
        } else if (this instanceof Day day) {
            out.u8(7).uid(day.room()).text(day.entity()).i64(day.date());
        } else if (this instanceof End end) {
            end.counts().write(out.u8(8));
        }
    }

    /** Read one record; what cannot be read is a {@link DiscretException} with {@code BAD_MESSAGE}. */
    static ArchiveRecord read(BincodeReader in) {
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new Setting(in.text(), in.text());
            case 2 -> new RoomDate(in.uid(), in.i64());
            case 3 -> new Row(RowCodec.readNode(in));
            case 4 -> new Relation(RowCodec.readEdge(in));
            case 5 -> new RowDeletion(RowCodec.readNodeDeletion(in));
            case 6 -> new RelationDeletion(RowCodec.readEdgeDeletion(in));
            case 7 -> new Day(in.uid(), in.text(), in.i64());
            case 8 -> new End(ArchiveCounts.read(in));
            default ->
                throw new DiscretException(
                        ErrorCode.BAD_MESSAGE, "The archive holds something of a newer version: kind " + kind + ".");
        };
    }
}
