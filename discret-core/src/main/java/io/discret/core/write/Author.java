package io.discret.core.write;

import io.discret.api.VerifyingKey;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;

/** Sign rows as the own user (docs/protocol/11 §9, §13.3). Safe for use by any thread. */
public interface Author {
    /** The own user. */
    VerifyingKey key();

    Node sign(Node row);

    Edge sign(Edge edge);

    NodeDeletion sign(NodeDeletion entry);

    EdgeDeletion sign(EdgeDeletion entry);
}
