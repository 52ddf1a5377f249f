package io.discret.beacon;

import io.discret.api.Base64Url;
import io.discret.api.ConfigurationException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.EndpointCertificate;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import io.discret.spi.Signer;
import io.discret.spi.TransportProvider.CertificateKey;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Hold the certificate of a beacon and its key, in the form of the file {@code cert_der.bin} (docs/protocol/50 §3).
 *
 * <p>Immutable; {@link #toString} shows nothing of the key.
 */
public final class BeaconCertificate {
    /** The name that the reference puts into it. */
    private static final String NAME = "discret_beacon";

    /** What stands before the seed in PKCS #8, apart from the two bytes that tell length and version. */
    private static final byte[] ED25519_KEY = HexFormat.of().parseHex("300506032b657004220420");

    private static final int ED25519_KEY_AT = 5;
    private static final int SEED_AT = ED25519_KEY_AT + 11;

    private final EndpointCertificate parts;
    private final CertificateKey kind;

    private BeaconCertificate(EndpointCertificate parts, CertificateKey kind) {
        this.parts = parts;
        this.kind = kind;
    }

    /**
     * Make a new one.
     *
     * @param kinds what the transport can accept with, the preferred first
     */
    public static BeaconCertificate create(List<CertificateKey> kinds, RandomSource random, Signer signer) {
        return kinds.contains(CertificateKey.ED25519)
                ? new BeaconCertificate(EndpointCertificate.ed25519(NAME, random, signer), CertificateKey.ED25519)
                : new BeaconCertificate(EndpointCertificate.ecdsaP256(NAME, random), CertificateKey.ECDSA_P256);
    }

    /**
     * Read the bytes of a file, of this program or of the reference; bytes after the second part are ignored.
     *
     * @throws ConfigurationException {@code CONFIGURATION} when they are no certificate and its key; nothing of them is
     *     shown
     */
    public static BeaconCertificate read(byte[] file, Signer signer) {
        try {
            BincodeReader in = new BincodeReader(file);
            byte[] certificate = in.byteString();
            byte[] key = in.byteString();
            X509Certificate x509 = parsed(certificate);
            if (x509.getPublicKey().getAlgorithm().equals("EC")) {
                return new BeaconCertificate(new EndpointCertificate(certificate, key), CertificateKey.ECDSA_P256);
            }
            return ed25519(certificate, x509.getPublicKey().getEncoded(), key, signer);
        } catch (DiscretException | GeneralSecurityException e) {
            throw unreadable("it holds no X.509 certificate and its key", e);
        }
    }

    private static X509Certificate parsed(byte[] certificate) throws GeneralSecurityException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (IndexOutOfBoundsException e) {
            // What the JDK throws for an Ed25519 key without a byte; found by fuzzing.
            throw new GeneralSecurityException("a key of no bytes", e);
        }
    }

    /** The key may be of version 1 or of one of the two spellings of version 2; transports get one. */
    private static BeaconCertificate ed25519(byte[] certificate, byte[] keyInfo, byte[] pkcs8, Signer signer) {
        boolean known = pkcs8.length >= SEED_AT + Signer.KEY_SIZE
                && Arrays.equals(pkcs8, ED25519_KEY_AT, SEED_AT, ED25519_KEY, 0, ED25519_KEY.length);
        if (!known) {
            throw unreadable("its key is no Ed25519 key in PKCS #8", null);
        }
        byte[] seed = Arrays.copyOfRange(pkcs8, SEED_AT, SEED_AT + Signer.KEY_SIZE);
        try (Signer.SigningKey key = signer.key(seed)) {
            byte[] publicKey = key.publicKey();
            int at = keyInfo.length - publicKey.length;
            if (at < 0 || !Arrays.equals(keyInfo, at, keyInfo.length, publicKey, 0, publicKey.length)) {
                throw unreadable("its key is not that of its certificate", null);
            }
            byte[] canonical = EndpointCertificate.ed25519(NAME, seed, signer).privateKey();
            return new BeaconCertificate(new EndpointCertificate(certificate, canonical), CertificateKey.ED25519);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The bytes of the file; a Rust server reads it too. */
    public byte[] bytes() {
        return new BincodeWriter()
                .byteString(parts.certificate())
                .byteString(parts.privateKey())
                .toByteArray();
    }

    /** What clients configure: BLAKE3 of the certificate, 43 characters of URL-safe base64. */
    public String hash(KeyDerivation derivation) {
        return Base64Url.encode(parts.hash(derivation));
    }

    EndpointCertificate parts() {
        return parts;
    }

    CertificateKey kind() {
        return kind;
    }

    @Override
    public String toString() {
        return "BeaconCertificate[" + kind + "]";
    }

    private static ConfigurationException unreadable(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ConfigurationException(
                ErrorCode.CONFIGURATION,
                "The certificate of the beacon cannot be read: " + why
                        + ". Put the right file back, or remove it to get a "
                        + "new certificate, whose hash every client must then be told.",
                cause);
    }
}
