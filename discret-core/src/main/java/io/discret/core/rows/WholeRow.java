package io.discret.core.rows;

import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Hold a row with all of its relations, as a peer sends it who has nothing of its day (docs/protocol/41 §12.7).
 *
 * @param edges all relations from the row
 */
public record WholeRow(Node row, List<Edge> edges) {
    /** Bytes of the smallest one. */
    public static final int LEAST = RowCodec.LEAST_NODE + Long.BYTES;

    public WholeRow {
        edges = List.copyOf(edges);
    }

    /** Bytes of the binary form. */
    public int size() {
        return RowCodec.size(row)
                + Long.BYTES
                + edges.stream().mapToInt(RowCodec::size).sum();
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        RowCodec.write(out, row);
        out.u64(edges.size());
        edges.forEach(edge -> RowCodec.write(out, edge));
    }

    /** Read the binary form. */
    public static WholeRow read(BincodeReader in) {
        Node row = RowCodec.readNode(in);
        int count = in.count(RowCodec.LEAST_EDGE);
        List<Edge> edges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            edges.add(RowCodec.readEdge(in));
        }
        return new WholeRow(row, edges);
    }
}
