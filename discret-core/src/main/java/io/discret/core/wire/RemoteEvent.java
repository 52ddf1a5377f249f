package io.discret.core.wire;

import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.core.rows.SentRow;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.NodeIdentifier;
import java.util.List;

/** Tell a peer that something happened (docs/protocol/40 §6.10). */
public sealed interface RemoteEvent {
    /** I verified you: you may query me. */
    record Ready() implements RemoteEvent {}

    /** I verified you and you are another device of mine: ask which one I am. */
    record ReadyFingerprint() implements RemoteEvent {}

    /** The definition of a room that you are in changed. */
    record RoomDefinitionChanged(Uid room) implements RemoteEvent {}

    /** The data of a room that you have changed. */
    record RoomDataChanged(Uid room) implements RemoteEvent {}

    /** An event of the protocol between peers of this project (docs/protocol/41 §12): of rows of one room. */
    sealed interface Own extends RemoteEvent {
        /** Far from the variants of the reference: what it refuses there is refused here too. */
        int FIRST = 1 << 24;

        Uid room();

        /** Short name of the entity. */
        String entity();
    }

    /**
     * These rows of one entity of a room that you have changed, and nothing else.
     *
     * @param entity short name
     */
    record RowsChanged(Uid room, String entity, List<NodeIdentifier> rows) implements Own {
        static final int INDEX = FIRST;

        private static final Payload<List<NodeIdentifier>> ROWS = Payload.ROOM_DAILY_NODES;

        public RowsChanged {
            rows = List.copyOf(rows);
        }
    }

    /**
     * As {@link RowsChanged}, with the rows: sent by the device on which they were written.
     *
     * @param entity short name
     */
    record RowsWritten(Uid room, String entity, List<SentRow> rows) implements Own {
        static final int INDEX = FIRST + 1;

        private static final Lists<SentRow> ROWS = new Lists<>(
                RowCodec.LEAST_NODE + 2 * Long.BYTES,
                in -> new SentRow(RowCodec.readNode(in), in.i64(), Lists.EDGES.read(in)),
                (out, sent) -> {
                    RowCodec.write(out, sent.row());
                    Lists.EDGES.write(out.i64(sent.base()), sent.edges());
                });

        public RowsWritten {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Read a whole message; bytes left over are ignored.
     *
     * @throws io.discret.api.DiscretException {@code BAD_MESSAGE}
     */
    static RemoteEvent decode(byte[] message) {
        return read(new BincodeReader(message));
    }

    /** Write a whole message. */
    default byte[] encode() {
        BincodeWriter out = new BincodeWriter();
        write(out);
        return out.toByteArray();
    }

    /** Read the binary form; bytes left over are ignored. */
    static RemoteEvent read(BincodeReader in) {
        int index = in.u32();
        return switch (index) {
            case 0 -> new Ready();
            case 1 -> new ReadyFingerprint();
            case 2 -> new RoomDefinitionChanged(in.uid());
            case 3 -> new RoomDataChanged(in.uid());
            case RowsChanged.INDEX -> new RowsChanged(in.uid(), in.text(), RowsChanged.ROWS.read(in));
            case RowsWritten.INDEX -> new RowsWritten(in.uid(), in.text(), RowsWritten.ROWS.read(in));
            default -> throw WireErrors.unknownVariant("RemoteEvent", index);
        };
    }

    /** Write the binary form. */
    default void write(BincodeWriter out) {
        if (this instanceof Ready) {
            out.u32(0);
        } else if (this instanceof ReadyFingerprint) {
            out.u32(1);
        } else if (this instanceof RoomDefinitionChanged event) {
            out.u32(2).uid(event.room());
        } else if (this instanceof RoomDataChanged event) {
            out.u32(3).uid(event.room());
        } else if (this instanceof RowsChanged event) {
            RowsChanged.ROWS.write(out.u32(RowsChanged.INDEX).uid(event.room()).text(event.entity()), event.rows());
        } else if (this instanceof RowsWritten event) {
            RowsWritten.ROWS.write(out.u32(RowsWritten.INDEX).uid(event.room()).text(event.entity()), event.rows());
        }
    }
}
