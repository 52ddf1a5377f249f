package io.discret.testkit;

import static io.discret.testkit.TestData.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Signer;
import io.discret.spi.Signer.SigningKey;
import io.discret.spi.Signer.Verification;
import io.discret.spi.SignerProvider;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every {@link Signer} does (docs/protocol/20 §6, 21 §5). Extend it with one method. */
public abstract class SignerContract {
    private static final byte[] SEED = hex("c593a46f0515a974acdfbfedda0af271faf6a40ed21737e2646bd681032771ca");

    /** The provider under test. */
    protected abstract SignerProvider provider();

    @Test
    void aProviderHasALowerCaseNameAndAModestPriority() {
        assertThat(provider().id())
                .isNotEmpty()
                .isEqualTo(provider().id().toLowerCase(Locale.ROOT))
                .isEqualTo(provider().id());
        assertThat(provider().version()).isNotEmpty();
    }

    /** RFC 8032 §7.1, and what the reference signed. */
    @TestFactory
    Stream<DynamicTest> signsAsRecorded() {
        Signer signer = provider().create();
        return TestData.table("ed25519-signatures.txt", 4).stream()
                .map(row -> DynamicTest.dynamicTest("seed " + row[0].substring(0, 8), () -> {
                    try (SigningKey key = signer.key(hex(row[0]))) {
                        byte[] signature = key.sign(hex(row[2]));
                        assertThat(key.publicKey()).isEqualTo(hex(row[1]));
                        assertThat(signature).isEqualTo(hex(row[3]));
                        assertThat(signer.verify(key.publicKey(), hex(row[2]), signature))
                                .isEqualTo(Verification.VALID);
                    }
                }));
    }

    /** "S must be canonical; R is compared byte for byte"; small order and y ≥ p are refused by all of ours. */
    @TestFactory
    Stream<DynamicTest> verifiesAsRecorded() {
        Signer signer = provider().create();
        return TestData.table("ed25519-checks.txt", 5).stream()
                .map(row -> DynamicTest.dynamicTest(row[4], () -> {
                    Verification outcome = signer.verify(hex(row[1]), hex(row[2]), hex(row[3]));
                    if (row[0].equals("REFUSED")) {
                        assertThat(outcome).isNotEqualTo(Verification.VALID);
                    } else {
                        assertThat(outcome).isEqualTo(Verification.valueOf(row[0]));
                    }
                }));
    }

    /** What other libraries got wrong; none of these keys is of small order, so we judge as Wycheproof does. */
    @TestFactory
    Stream<DynamicTest> verifiesAsWycheproof() {
        Signer signer = provider().create();
        return TestData.table("ed25519-wycheproof.txt", 5).stream()
                .map(row -> DynamicTest.dynamicTest(row[4], () -> {
                    Verification outcome = signer.verify(hex(row[1]), hex(row[2]), hex(row[3]));
                    assertThat(outcome == Verification.VALID).isEqualTo(row[0].equals("VALID"));
                }));
    }

    @Test
    void anyChangedBitOfASignatureOrMessageIsRefused() {
        Signer signer = provider().create();
        try (SigningKey key = signer.key(SEED)) {
            byte[] message = new byte[32];
            byte[] signature = key.sign(message);
            for (int bit = 0; bit < signature.length * 8; bit++) {
                byte[] changed = signature.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(signer.verify(key.publicKey(), message, changed))
                        .as("bit %d", bit)
                        .isEqualTo(Verification.BAD_SIGNATURE);
            }
            for (int bit = 0; bit < message.length * 8; bit += 7) {
                byte[] changed = message.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(signer.verify(key.publicKey(), changed, signature)).isEqualTo(Verification.BAD_SIGNATURE);
            }
        }
    }

    @Test
    void aRefusedKeyIsRefusedAgainAndAGoodOneStaysGood() {
        Signer signer = provider().create();
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        try (SigningKey key = signer.key(SEED)) {
            byte[] signature = key.sign(new byte[1]);
            for (int i = 0; i < 3; i++) {
                assertThat(signer.verify(noPoint, new byte[1], signature)).isEqualTo(Verification.BAD_KEY);
                assertThat(signer.verify(key.publicKey(), new byte[1], signature))
                        .isEqualTo(Verification.VALID);
            }
        }
    }

    /** A signer may remember keys; what the caller does with his array afterwards must not matter. */
    @Test
    void arraysOfTheCallerAreNeitherKeptNorChanged() {
        Signer signer = provider().create();
        byte[] seed = SEED.clone();
        try (SigningKey key = signer.key(seed)) {
            Arrays.fill(seed, (byte) 0);
            byte[] publicKey = key.publicKey();
            byte[] signature = key.sign(new byte[32]);
            assertThat(signer.verify(publicKey, new byte[32], signature)).isEqualTo(Verification.VALID);
            byte[] kept = publicKey.clone();
            publicKey[0] ^= 1;
            assertThat(signer.verify(publicKey, new byte[32], signature)).isNotEqualTo(Verification.VALID);
            assertThat(signer.verify(kept, new byte[32], signature)).isEqualTo(Verification.VALID);
            assertThat(key.publicKey()).isEqualTo(kept);
        }
    }

    @Test
    void aClosedKeySignsNothing() {
        SigningKey key = provider().create().key(SEED);
        key.close();
        key.close();
        assertThatThrownBy(() -> key.sign(new byte[32])).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aSeedOfAnotherLengthIsRefusedInASentence() {
        Signer signer = provider().create();
        for (int length : new int[] {0, 31, 33, 64}) {
            assertThatThrownBy(() -> signer.key(new byte[length]))
                    .isInstanceOfSatisfying(
                            DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_LENGTH));
        }
    }

    @Test
    void nothingShowsTheSeed() {
        try (SigningKey key = provider().create().key(SEED)) {
            assertThat(key.toString()).doesNotContain("c593a46f");
        }
    }

    @Test
    void manyThreadsSignAndVerifyAtOnce() {
        Signer signer = provider().create();
        try (SigningKey key = signer.key(SEED)) {
            byte[] publicKey = key.publicKey();
            List<Verification> outcomes = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> {
                        byte[] message = {(byte) i, (byte) (i >> 8)};
                        return signer.verify(publicKey, message, key.sign(message));
                    })
                    .toList();
            assertThat(outcomes).isEqualTo(Collections.nCopies(400, Verification.VALID));
        }
    }
}
