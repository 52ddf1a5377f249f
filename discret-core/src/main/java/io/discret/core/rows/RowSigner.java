package io.discret.core.rows;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.identity.Identity;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import org.jspecify.annotations.Nullable;

/**
 * Sign rows as the local user: the result carries his key and signature, whatever stood there (docs/protocol/21
 * §5–§8). Safe for use by any thread.
 */
public final class RowSigner {
    private static final byte[] UNSIGNED = new byte[0];

    private final Identity author;
    private final byte[] verifyingKey;
    private final RowHash hash;

    public RowSigner(Identity author, KeyDerivation derivation) {
        this.author = author;
        this.verifyingKey = author.verifyingKey().bytes();
        this.hash = new RowHash(derivation);
    }

    /**
     * Sign a row.
     *
     * @throws DiscretException with {@code EMPTY_ENTITY}, {@code JSON} or {@code JSON_NOT_OBJECT}
     */
    public Node sign(Node row) {
        Node own = with(row, UNSIGNED);
        refuse(RowRules.check(own));
        return with(row, author.sign(hash.of(own)));
    }

    /**
     * Sign an edge.
     *
     * @throws DiscretException with {@code EMPTY_ENTITY}, {@code EMPTY_LABEL} or {@code EDGE_TOO_BIG}
     */
    public Edge sign(Edge edge) {
        Edge own = with(edge, UNSIGNED);
        refuse(RowRules.checkNames(own));
        refuse(RowRules.checkSize(own));
        return with(edge, author.sign(hash.of(own)));
    }

    /** Sign the deletion of a row. */
    public NodeDeletion sign(NodeDeletion entry) {
        return with(entry, author.sign(hash.of(with(entry, UNSIGNED))));
    }

    /** Sign the deletion of an edge. */
    public EdgeDeletion sign(EdgeDeletion entry) {
        return with(entry, author.sign(hash.of(with(entry, UNSIGNED))));
    }

    private Node with(Node row, byte[] signature) {
        return new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                row.mdate(),
                row.entity(),
                row.json(),
                row.binary(),
                verifyingKey,
                signature);
    }

    private Edge with(Edge edge, byte[] signature) {
        return new Edge(edge.src(), edge.srcEntity(), edge.label(), edge.dest(), edge.cdate(), verifyingKey, signature);
    }

    private NodeDeletion with(NodeDeletion entry, byte[] signature) {
        return new NodeDeletion(
                entry.roomId(),
                entry.id(),
                entry.entity(),
                entry.mdate(),
                entry.deletionDate(),
                verifyingKey,
                signature);
    }

    private EdgeDeletion with(EdgeDeletion entry, byte[] signature) {
        return new EdgeDeletion(
                entry.roomId(),
                entry.src(),
                entry.srcEntity(),
                entry.dest(),
                entry.label(),
                entry.cdate(),
                entry.deletionDate(),
                verifyingKey,
                signature);
    }

    private static void refuse(@Nullable ErrorCode refusal) {
        if (refusal != null) {
            throw new DiscretException(refusal, RowRules.sentence(refusal));
        }
    }
}
