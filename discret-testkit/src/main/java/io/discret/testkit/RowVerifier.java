package io.discret.testkit;

import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;

/** Check signatures for a {@link Simulation}; whoever builds the engine knows how. */
public interface RowVerifier {
    /** Whether the signature of a row is right. */
    boolean valid(Node node);

    /** Whether the signature of a relation is right. */
    boolean valid(Edge edge);

    /** Whether the signature of an entry is right. */
    boolean valid(NodeDeletion entry);

    /** Whether the signature of an entry is right. */
    boolean valid(EdgeDeletion entry);
}
