package io.discret.core.wire;

import io.discret.core.rows.RowCodec;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.List;

/**
 * Hold the rows of the definition of a room (docs/protocol/40 §6.20). Nothing of it is trusted before it is verified.
 *
 * @param node the sys.Room row
 * @param lastModified not signed: computed anew by who receives it
 * @param adminEdges as many as {@code adminNodes}
 * @param adminNodes sys.UserAuth rows
 * @param authEdges as many as {@code authNodes}
 */
public record RoomNode(
        Node node,
        long lastModified,
        List<Edge> adminEdges,
        List<Node> adminNodes,
        List<Edge> authEdges,
        List<AuthorisationNode> authNodes) {

    public RoomNode {
        adminEdges = List.copyOf(adminEdges);
        adminNodes = List.copyOf(adminNodes);
        authEdges = List.copyOf(authEdges);
        authNodes = List.copyOf(authNodes);
    }

    /** Read the binary form. */
    public static RoomNode read(BincodeReader in) {
        return new RoomNode(
                RowCodec.readNode(in),
                in.i64(),
                Lists.EDGES.read(in),
                Lists.NODES.read(in),
                Lists.EDGES.read(in),
                Lists.AUTHORISATIONS.read(in));
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        RowCodec.write(out, node);
        out.i64(lastModified);
        Lists.EDGES.write(out, adminEdges);
        Lists.NODES.write(out, adminNodes);
        Lists.EDGES.write(out, authEdges);
        Lists.AUTHORISATIONS.write(out, authNodes);
    }
}
