package io.discret.core.wire;

import io.discret.core.rows.RowCodec;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Read and write a list: a count, then the elements (docs/protocol/40 §5).
 *
 * @param least bytes of the smallest possible element: a count that cannot fit is refused before anything is kept
 */
record Lists<T>(int least, Function<BincodeReader, T> reader, BiConsumer<BincodeWriter, T> writer) {
    static final Lists<Node> NODES = new Lists<>(RowCodec.LEAST_NODE, RowCodec::readNode, RowCodec::write);
    static final Lists<Edge> EDGES = new Lists<>(RowCodec.LEAST_EDGE, RowCodec::readEdge, RowCodec::write);
    static final Lists<AuthorisationNode> AUTHORISATIONS =
            new Lists<>(AuthorisationNode.LEAST, AuthorisationNode::read, (out, node) -> node.write(out));

    List<T> read(BincodeReader in) {
        int count = in.count(least);
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(reader.apply(in));
        }
        return list;
    }

    void write(BincodeWriter out, List<T> list) {
        out.u64(list.size());
        list.forEach(element -> writer.accept(out, element));
    }
}
