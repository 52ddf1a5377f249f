package io.discret.testkit;

import static io.discret.testkit.TestData.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Signer;
import io.discret.spi.Signer.SigningKey;
import io.discret.spi.Signer.Verification;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Prove that signers give the same signatures and the same verdicts, on what was recorded and on what nobody thought of.
 *
 * <p>Two signers that judge one signature differently tear a network apart: a row that one peer keeps is refused by the
 * next (docs/protocol/20 §6). Stateless.
 */
public final class SignerAgreement {
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final int LONGEST_MESSAGE = 300;

    private SignerAgreement() {}

    /**
     * Compare signers.
     *
     * @param signers by a name for messages; at least two
     * @param random gives keys, messages and damages
     * @param rounds keys tried, each with one good and about a dozen damaged signatures
     * @throws AssertionError naming the first case on which two of them differ
     */
    public static void check(Map<String, Signer> signers, RandomGenerator random, int rounds) {
        assertThat(signers).hasSizeGreaterThan(1);
        for (String table : List.of("ed25519-checks.txt", "ed25519-wycheproof.txt")) {
            for (String[] row : TestData.table(table, 5)) {
                agree(signers, new Case(hex(row[1]), hex(row[2]), hex(row[3])), row[4]);
            }
        }
        for (int round = 0; round < rounds; round++) {
            Case signed = sign(signers, random);
            assertThat(agree(signers, signed, "a good signature")).isEqualTo(Verification.VALID);
            for (Case damaged : damages(signed, random)) {
                agree(signers, damaged, "round " + round);
            }
        }
    }

    /** Every signer makes the same key and the same signature of it. */
    private static Case sign(Map<String, Signer> signers, RandomGenerator random) {
        byte[] seed = bytes(random, Signer.KEY_SIZE);
        byte[] message = bytes(random, random.nextInt(LONGEST_MESSAGE));
        List<Case> signed = new ArrayList<>();
        for (Signer signer : signers.values()) {
            try (SigningKey key = signer.key(seed)) {
                signed.add(new Case(key.publicKey(), message, key.sign(message)));
            }
        }
        assertThat(signed)
                .allSatisfy(other -> assertThat(other.publicKey()).isEqualTo(signed.get(0).publicKey))
                .allSatisfy(other -> assertThat(other.signature()).isEqualTo(signed.get(0).signature));
        return signed.get(0);
    }

    private static Verification agree(Map<String, Signer> signers, Case tried, String name) {
        Map<String, Verification> verdicts = new TreeMap<>();
        signers.forEach(
                (id, signer) -> verdicts.put(id, signer.verify(tried.publicKey, tried.message, tried.signature)));
        assertThat(verdicts.values().stream().distinct())
                .as("%s: %s on %s", name, verdicts, tried)
                .hasSize(1);
        return verdicts.values().iterator().next();
    }

    private static List<Case> damages(Case good, RandomGenerator random) {
        List<Case> damaged = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            damaged.add(new Case(flip(good.publicKey, random), good.message, good.signature));
            damaged.add(new Case(good.publicKey, good.message, flip(good.signature, random)));
        }
        damaged.add(new Case(bytes(random, Signer.KEY_SIZE), good.message, good.signature));
        damaged.add(new Case(good.publicKey, bytes(random, LONGEST_MESSAGE), good.signature));
        damaged.add(new Case(good.publicKey, good.message, bytes(random, Signer.SIGNATURE_SIZE)));
        damaged.add(new Case(good.publicKey, good.message, bytes(random, random.nextInt(2 * Signer.SIGNATURE_SIZE))));
        damaged.add(new Case(bytes(random, random.nextInt(2 * Signer.KEY_SIZE)), good.message, good.signature));
        // The same S, a multiple of the group order larger: valid for a library that does not look.
        for (int times = 1; times <= 15; times += 7) {
            damaged.add(new Case(good.publicKey, good.message, largerS(good.signature, times)));
        }
        return damaged;
    }

    /** S + times · order, little-endian in the second half. */
    private static byte[] largerS(byte[] signature, int times) {
        byte[] big = new byte[Signer.KEY_SIZE];
        for (int i = 0; i < big.length; i++) {
            big[i] = signature[signature.length - 1 - i];
        }
        byte[] larger = new BigInteger(1, big)
                .add(ORDER.multiply(BigInteger.valueOf(times)))
                .toByteArray();
        byte[] changed = signature.clone();
        for (int i = 0; i < big.length; i++) {
            int from = larger.length - 1 - i;
            changed[signature.length / 2 + i] = from < 0 ? 0 : larger[from];
        }
        return changed;
    }

    private static byte[] flip(byte[] bytes, RandomGenerator random) {
        byte[] changed = bytes.clone();
        int bit = random.nextInt(bytes.length * 8);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private record Case(byte[] publicKey, byte[] message, byte[] signature) {
        @Override
        public String toString() {
            java.util.HexFormat hex = java.util.HexFormat.of();
            return "key " + hex.formatHex(publicKey) + " message " + hex.formatHex(message) + " signature "
                    + hex.formatHex(signature);
        }
    }
}
