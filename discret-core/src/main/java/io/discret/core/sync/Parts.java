package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.RowCodec;
import io.discret.core.rows.WholeRow;
import io.discret.core.wire.WireLimits;
import io.discret.spi.BincodeWriter;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * Pack elements into payloads, none longer than the peer accepts (docs/protocol/40 §4.4): 256 KiB and at most one
 * object more. Used by one thread at a time.
 */
final class Parts<T> {
    private static final int COUNT = 8;

    private final int most;
    private final ToIntFunction<T> size;
    private final BiConsumer<BincodeWriter, T> writer;
    private final List<byte[]> full = new ArrayList<>();
    private BincodeWriter body = new BincodeWriter();
    private int count;
    private int skipped;

    private Parts(int mostMessage, ToIntFunction<T> size, BiConsumer<BincodeWriter, T> writer) {
        this.most = mostMessage - WireLimits.ANSWER_OVERHEAD;
        this.size = size;
        this.writer = writer;
    }

    static Parts<Uid> ofUids(int mostMessage) {
        return new Parts<>(mostMessage, uid -> Uid.SIZE, BincodeWriter::uid);
    }

    static Parts<DailyLog> ofLines(int mostMessage) {
        return new Parts<>(mostMessage, RowCodec::size, RowCodec::write);
    }

    static Parts<EdgeDeletion> ofEdgeDeletions(int mostMessage) {
        return new Parts<>(mostMessage, RowCodec::size, RowCodec::write);
    }

    static Parts<NodeDeletion> ofNodeDeletions(int mostMessage) {
        return new Parts<>(mostMessage, RowCodec::size, RowCodec::write);
    }

    static Parts<NodeIdentifier> ofIdentifiers(int mostMessage) {
        return new Parts<>(mostMessage, RowCodec::size, RowCodec::write);
    }

    static Parts<DaySpan> ofSpans(int mostMessage) {
        return new Parts<>(mostMessage, span -> DaySpan.SIZE, DaySpan::write);
    }

    static Parts<Node> ofNodes(int mostMessage) {
        return new Parts<>(mostMessage, RowCodec::size, RowCodec::write);
    }

    static Parts<WholeRow> ofWholeRows(int mostMessage) {
        return new Parts<>(mostMessage, WholeRow::size, (out, row) -> row.write(out));
    }

    static Parts<Edge> ofEdges(int mostMessage) {
        return new Parts<>(mostMessage, RowCodec::size, RowCodec::write);
    }

    /** Add one; what fits into no message is left out and counted. */
    void add(T element) {
        if (!addIfItFits(element)) {
            skipped++;
        }
    }

    /** Add one, or leave it out because it fits into no message. */
    boolean addIfItFits(T element) {
        int more = size.applyAsInt(element);
        if (more > most - COUNT) {
            return false;
        }
        if (count > 0 && COUNT + body.size() + more > most) {
            cut();
        }
        writer.accept(body, element);
        count++;
        if (body.size() >= WireLimits.PART_TARGET) {
            cut();
        }
        return true;
    }

    private void cut() {
        full.add(new BincodeWriter(COUNT + body.size())
                .u64(count)
                .fixed(body.toByteArray())
                .toByteArray());
        body = new BincodeWriter();
        count = 0;
    }

    /** The payloads that are full. */
    List<byte[]> take() {
        List<byte[]> taken = List.copyOf(full);
        full.clear();
        return taken;
    }

    /** Everything that is left. */
    List<byte[]> takeAll() {
        if (count > 0) {
            cut();
        }
        return take();
    }

    /** Elements left out. */
    int skipped() {
        return skipped;
    }
}
