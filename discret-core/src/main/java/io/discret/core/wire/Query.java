package io.discret.core.wire;

import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ask a peer for something (docs/protocol/40 §6.6).
 *
 * <p>Entities are short names, dates are ms since 1970. Arrays are shared, not copied: nobody may change them.
 */
public sealed interface Query {
    /** The variant number on the wire. */
    int index();

    /** Name the query as the reference does in a refusal. */
    default String text() {
        return "Query::" + getClass().getSimpleName();
    }

    /** Write the variant number and the fields. */
    default void write(BincodeWriter out) {
        out.u32(index());
        writeFields(out);
    }

    /** Write what follows the variant number. */
    void writeFields(BincodeWriter out);

    /** Read the binary form. */
    static Query read(BincodeReader in) {
        int index = in.u32();
        return switch (index) {
            case ProveIdentity.INDEX -> new ProveIdentity(in.byteString());
            case HardwareFingerprint.INDEX -> new HardwareFingerprint();
            case RoomList.INDEX -> new RoomList();
            case RoomDefinition.INDEX -> new RoomDefinition(in.uid());
            case RoomNode.INDEX -> new RoomNode(in.uid());
            case RoomLog.INDEX -> new RoomLog(in.uid());
            case RoomLogAt.INDEX -> new RoomLogAt(in.uid(), in.i64());
            case EdgeDeletionLog.INDEX -> new EdgeDeletionLog(in.uid(), in.text(), in.i64());
            case NodeDeletionLog.INDEX -> new NodeDeletionLog(in.uid(), in.text(), in.i64());
            case RoomDailyNodes.INDEX -> new RoomDailyNodes(in.uid(), in.text(), in.i64());
            case Nodes.INDEX -> Nodes.readFields(in);
            case Edges.INDEX -> Edges.readFields(in);
            case PeersForRoom.INDEX -> new PeersForRoom(in.uid());
            case DaySpans.INDEX -> new DaySpans(in.uid(), in.text(), in.i64());
            case EdgeDeletionsIn.INDEX -> new EdgeDeletionsIn(in.uid(), in.text(), in.i64(), DayRange.LIST.read(in));
            case NodeDeletionsIn.INDEX -> new NodeDeletionsIn(in.uid(), in.text(), in.i64(), DayRange.LIST.read(in));
            case NodesIn.INDEX -> new NodesIn(in.uid(), in.text(), in.i64(), DayRange.LIST.read(in));
            case PeersDigest.INDEX -> new PeersDigest(in.uid());
            case DayRows.INDEX -> new DayRows(in.uid(), in.text(), in.i64());
            default -> throw WireErrors.unknownVariant("Query", index);
        };
    }

    /** A query about one room; answered only to those who may read the room. */
    sealed interface OfRoom extends Query {
        Uid room();

        @Override
        default void writeFields(BincodeWriter out) {
            out.uid(room());
        }
    }

    /** A query about one entity on one day of a room. */
    sealed interface OfDay extends OfRoom {
        String entity();

        long date();

        @Override
        default void writeFields(BincodeWriter out) {
            out.uid(room()).text(entity()).i64(date());
        }
    }

    /** A query of the protocol between peers of this project (docs/protocol/41 §12.4, §12.6, §12.7). */
    sealed interface Own extends OfRoom {
        /** Far from the variants of the reference: what it refuses there is refused here too. */
        int FIRST = 1 << 24;
    }

    /** An own query about parts of a day. */
    sealed interface OfRanges extends Own, OfDay {
        /** The parts, ascending, none within another. */
        List<DayRange> ranges();

        @Override
        default void writeFields(BincodeWriter out) {
            out.uid(room()).text(entity()).i64(date());
            DayRange.LIST.write(out, ranges());
        }
    }

    /** Sign 32 bytes with the key of the user. */
    record ProveIdentity(byte[] challenge) implements Query {
        static final int INDEX = 0;

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public void writeFields(BincodeWriter out) {
            out.byteString(challenge);
        }

        @Override
        public String toString() {
            return "ProveIdentity[]";
        }
    }

    /** Name the device; asked of devices of the same user only. */
    record HardwareFingerprint() implements Query {
        static final int INDEX = 1;

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public void writeFields(BincodeWriter out) {
            // No field.
        }
    }

    /** List the rooms the asker may read. */
    record RoomList() implements Query {
        static final int INDEX = 2;

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public void writeFields(BincodeWriter out) {
            // No field.
        }
    }

    /** Say how new the definition and the data of a room are. */
    record RoomDefinition(Uid room) implements OfRoom {
        static final int INDEX = 3;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the rows of the definition of a room. */
    record RoomNode(Uid room) implements OfRoom {
        static final int INDEX = 4;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the whole daily log. */
    record RoomLog(Uid room) implements OfRoom {
        static final int INDEX = 5;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the daily log of one day. */
    record RoomLogAt(Uid room, long date) implements OfRoom {
        static final int INDEX = 6;

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public String text() {
            return "Query::RoomLog";
        }

        @Override
        public void writeFields(BincodeWriter out) {
            out.uid(room).i64(date);
        }
    }

    /** Send the relations deleted on a day. */
    record EdgeDeletionLog(Uid room, String entity, long date) implements OfDay {
        static final int INDEX = 7;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the rows deleted on a day. */
    record NodeDeletionLog(Uid room, String entity, long date) implements OfDay {
        static final int INDEX = 8;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Name the rows dated on a day. */
    record RoomDailyNodes(Uid room, String entity, long date) implements OfDay {
        static final int INDEX = 9;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send rows. */
    record Nodes(Uid room, List<Uid> ids) implements OfRoom {
        static final int INDEX = 10;

        public Nodes {
            ids = List.copyOf(ids);
        }

        private static Nodes readFields(BincodeReader in) {
            Uid room = in.uid();
            int count = in.count(Uid.SIZE);
            List<Uid> ids = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                ids.add(in.uid());
            }
            return new Nodes(room, ids);
        }

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public void writeFields(BincodeWriter out) {
            out.uid(room).u64(ids.size());
            ids.forEach(out::uid);
        }
    }

    /** Send the relations of rows, those dated at or after the date beside each row. */
    record Edges(Uid room, List<Source> sources) implements OfRoom {
        static final int INDEX = 11;

        /** A row, and the least cdate of its relations. */
        public record Source(Uid id, long leastDate) {
            static final int SIZE = Uid.SIZE + Long.BYTES;
        }

        public Edges {
            sources = List.copyOf(sources);
        }

        private static Edges readFields(BincodeReader in) {
            Uid room = in.uid();
            int count = in.count(Source.SIZE);
            List<Source> sources = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                sources.add(new Source(in.uid(), in.i64()));
            }
            return new Edges(room, sources);
        }

        /** The sources by id; of a row named twice the smaller date counts. */
        public Map<Uid, Long> leastDates() {
            Map<Uid, Long> dates = new LinkedHashMap<>();
            sources.forEach(source -> dates.merge(source.id(), source.leastDate(), Math::min));
            return dates;
        }

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public void writeFields(BincodeWriter out) {
            out.uid(room).u64(sources.size());
            sources.forEach(source -> out.uid(source.id()).i64(source.leastDate()));
        }
    }

    /** Send the sys.Peer rows of the users of a room. */
    record PeersForRoom(Uid room) implements OfRoom {
        static final int INDEX = 12;

        @Override
        public int index() {
            return INDEX;
        }

        @Override
        public String text() {
            return "Query::PeerNodes";
        }
    }

    /** Digest the parts of a day. */
    record DaySpans(Uid room, String entity, long date) implements Own, OfDay {
        static final int INDEX = Own.FIRST;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the relations deleted in parts of a day. */
    record EdgeDeletionsIn(Uid room, String entity, long date, List<DayRange> ranges) implements OfRanges {
        static final int INDEX = Own.FIRST + 1;

        public EdgeDeletionsIn {
            ranges = List.copyOf(ranges);
        }

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the rows deleted in parts of a day. */
    record NodeDeletionsIn(Uid room, String entity, long date, List<DayRange> ranges) implements OfRanges {
        static final int INDEX = Own.FIRST + 2;

        public NodeDeletionsIn {
            ranges = List.copyOf(ranges);
        }

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Name the rows dated in parts of a day. */
    record NodesIn(Uid room, String entity, long date, List<DayRange> ranges) implements OfRanges {
        static final int INDEX = Own.FIRST + 3;

        public NodesIn {
            ranges = List.copyOf(ranges);
        }

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Digest the sys.Peer rows of the users of a room. */
    record PeersDigest(Uid room) implements Own {
        static final int INDEX = Own.FIRST + 4;

        @Override
        public int index() {
            return INDEX;
        }
    }

    /** Send the rows dated on a day, each with its relations. */
    record DayRows(Uid room, String entity, long date) implements Own, OfDay {
        static final int INDEX = Own.FIRST + 5;

        @Override
        public int index() {
            return INDEX;
        }
    }
}
