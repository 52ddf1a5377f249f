package io.discret.core.rows;

import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.query.JsonValue;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.Signer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verify rows of others: form, then key, then signature (docs/protocol/21 §5–§8, §16).
 *
 * <p>Empty = genuine, else why not. Never throws for anything a row holds: lengths are checked first. Rights, dates, size
 * and the model are the business of others. Safe for use by any thread.
 */
public final class RowVerifier {
    private final Signer signer;
    private final RowHash hash;

    public RowVerifier(Signer signer, KeyDerivation derivation) {
        this.signer = signer;
        this.hash = new RowHash(derivation);
    }

    /** Verify a row: entity, JSON, key, signature. */
    public Optional<ErrorCode> verify(Node row) {
        return verify(row, content -> {});
    }

    /**
     * Verify a row as {@link #verify(Node)} does, and hand over what its JSON text holds, for who would read it again.
     *
     * @param content called at most once, before the signature is verified
     */
    public Optional<ErrorCode> verify(Node row, Consumer<JsonValue.Obj> content) {
        ErrorCode refusal = RowRules.check(row, content);
        return Optional.ofNullable(
                refusal == null ? check(row.verifyingKey(), row.signature(), () -> hash.of(row)) : refusal);
    }

    /** Verify an edge: size, entity, label, key, signature. */
    public Optional<ErrorCode> verify(Edge edge) {
        ErrorCode refusal = RowRules.checkSize(edge);
        if (refusal == null) {
            refusal = RowRules.checkNames(edge);
        }
        return Optional.ofNullable(
                refusal == null ? check(edge.verifyingKey(), edge.signature(), () -> hash.of(edge)) : refusal);
    }

    /** Verify an entry: key and signature only. */
    public Optional<ErrorCode> verify(NodeDeletion entry) {
        return Optional.ofNullable(check(entry.verifyingKey(), entry.signature(), () -> hash.of(entry)));
    }

    /** Verify an entry: key and signature only. */
    public Optional<ErrorCode> verify(EdgeDeletion entry) {
        return Optional.ofNullable(check(entry.verifyingKey(), entry.signature(), () -> hash.of(entry)));
    }

    private @Nullable ErrorCode check(byte[] verifyingKey, byte[] signature, Supplier<byte[]> message) {
        if (verifyingKey.length == 0) {
            return ErrorCode.KEY_LENGTH;
        }
        if (verifyingKey[0] != VerifyingKey.ED25519) {
            return ErrorCode.KEY_TYPE;
        }
        if (verifyingKey.length != VerifyingKey.SIZE) {
            return ErrorCode.KEY_LENGTH;
        }
        if (signature.length != Signer.SIGNATURE_SIZE) {
            return ErrorCode.SIGNATURE_LENGTH;
        }
        byte[] publicKey = Arrays.copyOfRange(verifyingKey, 1, VerifyingKey.SIZE);
        return switch (signer.verify(publicKey, message.get(), signature)) {
            case VALID -> null;
            case BAD_KEY -> ErrorCode.BAD_KEY;
            case BAD_SIGNATURE -> ErrorCode.BAD_SIGNATURE;
        };
    }
}
