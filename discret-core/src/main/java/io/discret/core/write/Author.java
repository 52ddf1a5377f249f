package io.discret.core.write;

import io.discret.api.VerifyingKey;
import io.discret.core.identity.Identity;
import io.discret.core.rows.RowSigner;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;

/** Sign rows as the own user (docs/protocol/11 §9, §13.3). Safe for use by any thread. */
public interface Author {
    /** The author who signs with the key of an identity. */
    static Author of(Identity identity, KeyDerivation derivation) {
        RowSigner signer = new RowSigner(identity, derivation);
        return new Author() {
            @Override
            public VerifyingKey key() {
                return identity.verifyingKey();
            }

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
        };
    }

    /** The own user. */
    VerifyingKey key();

    Node sign(Node row);

    Edge sign(Edge edge);

    NodeDeletion sign(NodeDeletion entry);

    EdgeDeletion sign(EdgeDeletion entry);
}
