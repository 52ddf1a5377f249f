package io.discret.core.wire;

import io.discret.core.rows.RowCodec;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.List;

/**
 * Hold the rows of one authorisation of a room (docs/protocol/40 §6.21); as many edges as nodes of each kind.
 *
 * @param node the sys.Authorisation row
 * @param lastModified not signed: computed anew by who receives it
 * @param rightNodes sys.EntityRight rows
 * @param userNodes sys.UserAuth rows
 * @param userAdminNodes sys.UserAuth rows
 * @param needUpdate always sent as true, ignored when received
 */
public record AuthorisationNode(
        Node node,
        long lastModified,
        List<Edge> rightEdges,
        List<Node> rightNodes,
        List<Edge> userEdges,
        List<Node> userNodes,
        List<Edge> userAdminEdges,
        List<Node> userAdminNodes,
        boolean needUpdate) {
    /** Bytes of the smallest possible one: a row, a date, six counts and a boolean. */
    static final int LEAST = RowCodec.LEAST_NODE + Long.BYTES + 6 * Long.BYTES + 1;

    public AuthorisationNode {
        rightEdges = List.copyOf(rightEdges);
        rightNodes = List.copyOf(rightNodes);
        userEdges = List.copyOf(userEdges);
        userNodes = List.copyOf(userNodes);
        userAdminEdges = List.copyOf(userAdminEdges);
        userAdminNodes = List.copyOf(userAdminNodes);
    }

    /** The same with another version of its row. */
    public AuthorisationNode withNode(Node version) {
        return new AuthorisationNode(
                version,
                lastModified,
                rightEdges,
                rightNodes,
                userEdges,
                userNodes,
                userAdminEdges,
                userAdminNodes,
                needUpdate);
    }

    /** Read the binary form. */
    public static AuthorisationNode read(BincodeReader in) {
        return new AuthorisationNode(
                RowCodec.readNode(in),
                in.i64(),
                Lists.EDGES.read(in),
                Lists.NODES.read(in),
                Lists.EDGES.read(in),
                Lists.NODES.read(in),
                Lists.EDGES.read(in),
                Lists.NODES.read(in),
                in.bool());
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        RowCodec.write(out, node);
        out.i64(lastModified);
        Lists.EDGES.write(out, rightEdges);
        Lists.NODES.write(out, rightNodes);
        Lists.EDGES.write(out, userEdges);
        Lists.NODES.write(out, userNodes);
        Lists.EDGES.write(out, userAdminEdges);
        Lists.NODES.write(out, userAdminNodes);
        out.bool(needUpdate);
    }
}
