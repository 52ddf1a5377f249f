package io.discret.core.engine;

import io.discret.api.VerifyingKey;
import io.discret.core.rows.RowSigner;
import io.discret.core.write.Author;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;

/**
 * Sign what the write path writes.
 *
 * @param key of the user
 */
record OwnAuthor(VerifyingKey key, RowSigner signer) implements Author {
    @Override
    public Node sign(Node row) {
        return signer.sign(row);
    }

    @Override
    public Edge sign(Edge edge) {
        return signer.sign(edge);
    }

    @Override
    public NodeDeletion sign(NodeDeletion entry) {
        return signer.sign(entry);
    }

    @Override
    public EdgeDeletion sign(EdgeDeletion entry) {
        return signer.sign(entry);
    }
}
