package io.discret.core.rows;

import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import java.util.List;

/**
 * Hold a row as its author wrote it, with all that a peer needs that has the version before (docs/protocol/41 §12.5).
 *
 * @param base mdate of the version it replaces; 0 = there was none
 * @param edges relations from the row that were written with it
 */
public record SentRow(Node row, long base, List<Edge> edges) {
    public SentRow {
        edges = List.copyOf(edges);
    }

    /** What names the version. */
    public NodeIdentifier name() {
        return new NodeIdentifier(row.id(), row.mdate(), row.signature());
    }

    /** Bytes of the binary form. */
    public int size() {
        return RowCodec.size(row)
                + 2 * Long.BYTES
                + edges.stream().mapToInt(RowCodec::size).sum();
    }
}
