package org.example.plugins;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Signer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Set;

/** Signs and verifies with the Ed25519 of the Java platform. Safe for use by any thread. */
final class PlatformSigner implements Signer {
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** One y of order eight; its negative is another. */
    private static final BigInteger Y8 =
            new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022");

    /** Everybody can sign for a key of small order: y is one of these. */
    private static final Set<BigInteger> SMALL_ORDER =
            Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), Y8, P.subtract(Y8));

    @Override
    public SigningKey key(byte[] seed) {
        if (seed.length != KEY_SIZE) {
            throw new DiscretException(
                    ErrorCode.KEY_LENGTH, "A seed has " + KEY_SIZE + " bytes, not " + seed.length + ".");
        }
        return new PlatformSigningKey(seed.clone());
    }

    @Override
    public Verification verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != KEY_SIZE) {
            return Verification.BAD_KEY;
        }
        BigInteger y = y(publicKey);
        if (y.compareTo(P) >= 0 || SMALL_ORDER.contains(y) || !isPoint(y)) {
            return Verification.BAD_KEY;
        }
        if (signature.length != SIGNATURE_SIZE || !isWrittenAsWeWould(Arrays.copyOf(signature, KEY_SIZE))) {
            return Verification.BAD_SIGNATURE;
        }
        try {
            EdECPoint point = new EdECPoint(isOdd(publicKey), y);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
            check.update(message);
            return check.verify(signature) ? Verification.VALID : Verification.BAD_SIGNATURE;
        } catch (GeneralSecurityException e) {
            return Verification.BAD_SIGNATURE;
        }
    }

    /** Whether x² = (y² − 1) / (d·y² + 1) has a root, with d = −121665/121666. */
    private static boolean isPoint(BigInteger y) {
        BigInteger square = y.multiply(y);
        BigInteger numerator = square.subtract(BigInteger.ONE).multiply(BigInteger.valueOf(121666));
        BigInteger denominator = BigInteger.valueOf(121666).subtract(square.multiply(BigInteger.valueOf(121665)));
        BigInteger half = P.subtract(BigInteger.ONE).shiftRight(1);
        return numerator.multiply(denominator).modPow(half, P).equals(BigInteger.ONE);
    }

    /** R is compared byte for byte: y below p, and no sign where x is zero. The platform is not so strict. */
    private static boolean isWrittenAsWeWould(byte[] r) {
        BigInteger y = y(r);
        boolean xIsZero = y.equals(BigInteger.ONE) || y.equals(P.subtract(BigInteger.ONE));
        return y.compareTo(P) < 0 && !(xIsZero && isOdd(r));
    }

    private static boolean isOdd(byte[] point) {
        return point[KEY_SIZE - 1] < 0;
    }

    private static BigInteger y(byte[] point) {
        byte[] bigEndian = new byte[KEY_SIZE];
        for (int i = 0; i < KEY_SIZE; i++) {
            bigEndian[i] = point[KEY_SIZE - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    /** The seed is all there is; the platform makes the rest of it each time. */
    private static final class PlatformSigningKey implements SigningKey {
        private final byte[] seed;
        private final byte[] publicKey;
        private boolean closed;

        PlatformSigningKey(byte[] seed) {
            this.seed = seed;
            this.publicKey = PublicKeyOfSeed.compute(seed);
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public synchronized byte[] sign(byte[] message) {
            if (closed) {
                throw new DiscretException(ErrorCode.CLOSED, "This key was closed; make another one.");
            }
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new DiscretException(ErrorCode.INTERNAL, "The platform cannot sign.", e);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            Arrays.fill(seed, (byte) 0);
        }
    }
}
