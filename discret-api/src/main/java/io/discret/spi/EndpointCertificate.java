package io.discret.spi;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/**
 * Make the self-signed certificate of an endpoint; peers know it by its hash alone (docs/protocol/20 §11).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows nothing of the key.
 *
 * @param certificate X.509 v3, DER
 * @param privateKey PKCS #8, DER. Ed25519: version 2 with the public key, 83 bytes, as the reference keeps it; it is
 *     read by the JDK from 17 on. P-256: version 1
 */
public record EndpointCertificate(byte[] certificate, byte[] privateKey) {
    private static final String ISSUER = "rcgen self signed cert";
    private static final byte[] ED25519 = Der.sequence(Der.oid(0x2b, 0x65, 0x70));
    private static final byte[] ECDSA_WITH_SHA256 =
            Der.sequence(Der.oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
    private static final byte[] COMMON_NAME = Der.oid(0x55, 0x04, 0x03);
    private static final byte[] SUBJECT_ALT_NAME = Der.oid(0x55, 0x1d, 0x11);

    /** Longest serial number that RFC 5280 §4.1.2.2 allows. */
    private static final int SERIAL_BYTES = 20;

    /** DNS names in a subjectAltName (RFC 5280 §4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final BigInteger V3 = BigInteger.TWO;

    /** Signs the part of a certificate that is signed. */
    private interface Signing {
        byte[] sign(byte[] message) throws GeneralSecurityException;
    }

    /**
     * Make a certificate with a fresh Ed25519 key, as the reference does.
     *
     * @param name host name to put into it
     * @throws ConfigurationException when the name is no host name
     */
    public static EndpointCertificate ed25519(String name, RandomSource random, Signer signer) {
        byte[] seed = random.bytes(Signer.KEY_SIZE);
        try {
            return ed25519(name, seed, signer);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Make the certificate of a given Ed25519 key; the same seed and name give the same bytes. */
    public static EndpointCertificate ed25519(String name, byte[] seed, Signer signer) {
        try (Signer.SigningKey key = signer.key(seed)) {
            byte[] publicKey = key.publicKey();
            byte[] keyInfo = Der.sequence(ED25519, Der.bits(publicKey));
            byte[] serial = sha256(publicKey);
            return new EndpointCertificate(
                    certificate(name, serial, ED25519, keyInfo, key::sign), pkcs8(seed, publicKey));
        }
    }

    /** Make a certificate with a fresh P-256 key, for transports that cannot accept with Ed25519. */
    public static EndpointCertificate ecdsaP256(String name, RandomSource random) {
        SecureRandom source = new Source(random);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), source);
            KeyPair pair = generator.generateKeyPair();
            byte[] keyInfo = pair.getPublic().getEncoded();
            byte[] certificate = certificate(name, sha256(keyInfo), ECDSA_WITH_SHA256, keyInfo, message -> {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(pair.getPrivate(), source);
                signature.update(message);
                return signature.sign();
            });
            return new EndpointCertificate(certificate, pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** What peers announce and check: BLAKE3 of the certificate, 32 bytes. */
    public byte[] hash(KeyDerivation derivation) {
        return derivation.hash(certificate);
    }

    @Override
    public String toString() {
        return "EndpointCertificate[" + certificate.length + " bytes]";
    }

    private static byte[] certificate(
            String name, byte[] keyHash, byte[] algorithm, byte[] publicKeyInfo, Signing signing) {
        if (!DomainNames.isValid(name)) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "A certificate needs a host name of ASCII letters, digits, '-', '_' and dots.");
        }
        byte[] serial = Arrays.copyOf(keyHash, SERIAL_BYTES);
        serial[0] &= 0x7f;
        byte[] issuer = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(ISSUER))));
        byte[] names = Der.sequence(Der.implicit(DNS_NAME, Der.ascii(name)));
        byte[] signed = Der.sequence(
                Der.explicit(0, Der.integer(V3)),
                Der.integer(new BigInteger(1, serial)),
                algorithm,
                issuer,
                Der.sequence(Der.utcTime("750101000000Z"), Der.generalizedTime("40960101000000Z")),
                issuer,
                publicKeyInfo,
                Der.explicit(3, Der.sequence(Der.sequence(SUBJECT_ALT_NAME, Der.octets(names)))));
        try {
            return Der.sequence(signed, algorithm, Der.bits(signing.sign(signed)));
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /** RFC 5958, version 2: the public key stands in it (docs/protocol/50 §3). */
    private static byte[] pkcs8(byte[] seed, byte[] publicKey) {
        byte[] bits = new byte[1 + publicKey.length];
        System.arraycopy(publicKey, 0, bits, 1, publicKey.length);
        return Der.sequence(Der.integer(BigInteger.ONE), ED25519, Der.octets(Der.octets(seed)), Der.implicit(1, bits));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    private static ConfigurationException unsupported(GeneralSecurityException cause) {
        return new ConfigurationException(
                ErrorCode.UNSUPPORTED, "This Java runtime lacks P-256 or SHA-256; use a complete one.", cause);
    }

    /** The JDK wants its own kind of random source. */
    private static final class Source extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient RandomSource random;

        Source(RandomSource random) {
            super(null, null);
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.fill(bytes);
        }
    }
}
