package io.discret.core.rows;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "drop the bad rows, keep the others" (docs/protocol/21 §16). */
class BatchVerifierTest {
    private static final RowVerifier VERIFIER = new RowVerifier(SIGNER, DERIVATION);

    private static List<Node> signed(int count) {
        try (Identity user = Crypto.user()) {
            RowSigner signer = new RowSigner(user, DERIVATION);
            List<Node> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(signer.sign(new Node(
                        Uid.ZERO, Uid.ZERO, i, i, "1.0", "{\"32\":" + i + "}", null, new byte[0], new byte[0])));
            }
            return rows;
        }
    }

    private static Node with(Node row, byte[] key, byte[] signature) {
        return new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                row.mdate(),
                row.entity(),
                row.json(),
                row.binary(),
                key,
                signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 100})
    void everyGoodRowGetsThrough(int count) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Node> rows = signed(count);
            Verified<Node> result = new BatchVerifier(VERIFIER, pool)
                    .nodes(rows)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(result.genuine()).isEqualTo(rows);
            assertThat(result.refused()).isEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void badRowsDoNotHarmTheirNeighbours() throws Exception {
        List<Node> rows = signed(70);
        Node good = rows.get(0);
        rows.set(3, with(good, new byte[0], good.signature()));
        rows.set(4, with(good, good.verifyingKey(), new byte[0]));
        rows.set(40, with(rows.get(41), good.verifyingKey(), good.signature()));
        rows.set(69, with(good, new byte[] {2}, good.signature()));
        Verified<Node> result = new BatchVerifier(VERIFIER, Runnable::run)
                .nodes(rows)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(result.genuine()).hasSize(66).isSubsetOf(rows);
        assertThat(result.refused())
                .extracting(Verified.Refused::reason)
                .containsExactly(
                        ErrorCode.KEY_LENGTH, ErrorCode.SIGNATURE_LENGTH, ErrorCode.BAD_SIGNATURE, ErrorCode.KEY_TYPE);
    }

    @Test
    void aCheckThatFailsCostsOneRow() throws Exception {
        Verified<Integer> result = new BatchVerifier(VERIFIER, Runnable::run)
                .verify(List.of(1, 0, 2), n -> 4 / n > 3 ? Optional.empty() : Optional.of(ErrorCode.BAD_KEY))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(result.genuine()).containsExactly(1);
        assertThat(result.refused())
                .containsExactly(
                        new Verified.Refused<>(0, ErrorCode.BAD_SIGNATURE),
                        new Verified.Refused<>(2, ErrorCode.BAD_KEY));
    }

    /** Whatever stands in a row, verifying it gives an answer. */
    @Test
    void nothingInARowMakesItThrow() {
        Node good = signed(1).get(0);
        for (int length = 0; length < 70; length++) {
            byte[] key = Arrays.copyOf(good.verifyingKey(), length);
            byte[] signature = Arrays.copyOf(good.signature(), length);
            assertThat(VERIFIER.verify(with(good, key, good.signature())).isPresent())
                    .isEqualTo(length != 33);
            assertThat(VERIFIER.verify(with(good, good.verifyingKey(), signature))
                            .isPresent())
                    .isEqualTo(length != 64);
        }
    }
}
