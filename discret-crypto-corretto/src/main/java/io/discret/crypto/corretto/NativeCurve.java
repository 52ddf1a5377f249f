package io.discret.crypto.corretto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reach Ed25519 of AWS-LC without registering its provider for the whole process (docs/protocol/60 §10). Stateless, safe
 * for use by any thread.
 */
final class NativeCurve {
    private static final String ALGORITHM = "Ed25519";

    private final Provider provider;

    private NativeCurve(Provider provider) {
        this.provider = provider;
    }

    /** Why the library cannot be used here; loads it. */
    static Optional<String> problem() {
        Throwable failure = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (failure != null) {
            return Optional.of("the native library of AmazonCorrettoCryptoProvider does not load ("
                    + failure.getClass().getSimpleName()
                    + "); use the classifier of this platform, and a temporary folder that allows programs.");
        }
        try {
            load().signature();
            KeyPairGenerator.getInstance(ALGORITHM);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("this version of AmazonCorrettoCryptoProvider or of Java has no Ed25519.");
        }
    }

    static NativeCurve load() {
        return new NativeCurve(AmazonCorrettoCryptoProvider.INSTANCE);
    }

    /** A fresh object that signs or checks once after the other, for one thread. */
    Signature signature() throws GeneralSecurityException {
        return Signature.getInstance(ALGORITHM, provider);
    }

    /**
     * The public key of a seed.
     *
     * <p>AWS-LC computes it and shows it to nobody, and Java offers no way either but to invent a key; so that is what the
     * JDK is asked for, with the seed as its randomness. {@link CorrettoSigner} proves the outcome with a signature.
     */
    static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, RawPublic.PREFIX.length, encoded.length);
    }

    /** The one value that is drawn. Never serialised. */
    @SuppressWarnings("serial")
    private static final class Given extends SecureRandom {
        private final byte[] value;

        Given(byte[] value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(value, 0, bytes, 0, bytes.length);
        }
    }

    /** 32 raw bytes as the library reads them: an X.509 SubjectPublicKeyInfo (RFC 8410 §4). */
    @SuppressWarnings("serial")
    static final class RawPublic implements PublicKey {
        static final byte[] PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

        private final byte[] encoded;

        RawPublic(byte[] raw) {
            encoded = join(PREFIX, raw);
        }

        @Override
        public String getAlgorithm() {
            return "EdDSA";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return encoded.clone();
        }
    }

    /** A seed as the library reads it: PKCS 8 (RFC 8410 §7). */
    @SuppressWarnings("serial")
    static final class RawPrivate implements PrivateKey {
        private static final byte[] PREFIX = {
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
        };

        private final byte[] encoded;

        RawPrivate(byte[] seed) {
            encoded = join(PREFIX, seed);
        }

        @Override
        public String getAlgorithm() {
            return "EdDSA";
        }

        @Override
        public String getFormat() {
            return "PKCS#8";
        }

        @Override
        public byte[] getEncoded() {
            return encoded.clone();
        }

        void wipe() {
            Arrays.fill(encoded, (byte) 0);
        }

        @Override
        public String toString() {
            return "PrivateKey[Ed25519]";
        }
    }

    private static byte[] join(byte[] prefix, byte[] rest) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, joined, prefix.length, rest.length);
        return joined;
    }
}
