package io.discret.core.rows;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.ErrorCode;
import io.discret.spi.Signer.SigningKey;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of signed_rows.json: what is hashed, the hash, the signature, and whether others take it. */
class SignedRowsTest {
    private static final JsonNode ROWS = VectorRows.file("signed_rows.json");
    private static final RowVerifier VERIFIER = new RowVerifier(SIGNER, DERIVATION);
    private static final RowHash HASH = new RowHash(DERIVATION);

    /** An empty key stops a thread of the reference; we refuse it by its length. */
    private static final String CRASH = "crash";

    @TestFactory
    Stream<DynamicTest> nodes() {
        return each("nodes", VectorRows::node, RowHash::bytes, HASH::of, VERIFIER::verify);
    }

    @TestFactory
    Stream<DynamicTest> edges() {
        return each("edges", VectorRows::edge, RowHash::bytes, HASH::of, VERIFIER::verify);
    }

    @TestFactory
    Stream<DynamicTest> nodeDeletions() {
        return each("node_deletions", VectorRows::nodeDeletion, RowHash::bytes, HASH::of, VERIFIER::verify);
    }

    @TestFactory
    Stream<DynamicTest> edgeDeletions() {
        return each("edge_deletions", VectorRows::edgeDeletion, RowHash::bytes, HASH::of, VERIFIER::verify);
    }

    private static <T> Stream<DynamicTest> each(
            String kind,
            Function<JsonNode, T> row,
            Function<T, byte[]> hashed,
            Function<T, byte[]> hash,
            Function<T, Optional<ErrorCode>> verify) {
        return cases(ROWS.get(kind))
                .map(vector -> DynamicTest.dynamicTest(vector.get("case").asText(), () -> {
                    T given = row.apply(vector);
                    assertThat(hashed.apply(given)).isEqualTo(bytes(vector.get("hashed_bytes")));
                    assertThat(hash.apply(given)).isEqualTo(bytes(vector.get("hash")));
                    String expected = vector.get("verify").asText();
                    assertThat(verify.apply(given).map(ErrorCode::text).orElse("ok"))
                            .isEqualTo(expected.equals(CRASH) ? "key_length" : expected);
                    if (vector.has("seed")) {
                        try (SigningKey author = SIGNER.key(bytes(vector.get("seed")))) {
                            assertThat(author.sign(hash.apply(given))).isEqualTo(bytes(vector.get("signature")));
                        }
                    }
                }));
    }

    /** "more than 1024 → EdgeTooBig; when signing, the signature still counts 0" (docs/protocol/21 §6). */
    @TestFactory
    Stream<DynamicTest> sizesOfEdges() {
        return cases(ROWS.get("edge_size"))
                .map(vector ->
                        DynamicTest.dynamicTest(vector.get("label_length").asText(), () -> {
                            var edge = VectorRows.edge(vector.get("edge"));
                            assertThat(VERIFIER.verify(edge)
                                            .map(ErrorCode::text)
                                            .orElse("ok"))
                                    .isEqualTo(vector.get("verify").asText());
                            var unsigned = new io.discret.spi.Edge(
                                    edge.src(),
                                    edge.srcEntity(),
                                    edge.label(),
                                    edge.dest(),
                                    edge.cdate(),
                                    edge.verifyingKey(),
                                    new byte[0]);
                            ErrorCode signing = RowRules.checkSize(unsigned);
                            assertThat(signing == null ? "ok" : signing.text())
                                    .isEqualTo(vector.get("signing").asText());
                        }));
    }

    /** docs/protocol/41 §1.1.3b. */
    @TestFactory
    Stream<DynamicTest> rowsOfPeers() {
        return cases(VectorRows.file("wire.json").get("peer_node_checks"))
                .map(vector -> DynamicTest.dynamicTest(vector.get("case").asText(), () -> assertThat(
                                PeerRow.check(VectorRows.node(vector.get("node")), VERIFIER)
                                        .map(ErrorCode::text)
                                        .orElse("ok"))
                        .isEqualTo(vector.get("result").asText())));
    }
}
