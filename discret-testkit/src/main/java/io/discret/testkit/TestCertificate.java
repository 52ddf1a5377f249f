package io.discret.testkit;

import io.discret.spi.TransportProvider.CertificateKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/**
 * Hold a fresh self-signed certificate of the form that endpoints show (docs/protocol/40 §2.3).
 *
 * <p>Written by hand with the keys of the JDK, so that a contract suite of a transport needs no other plugin.
 *
 * @param certificate DER
 * @param privateKey PKCS #8 DER
 */
public record TestCertificate(byte[] certificate, byte[] privateKey) {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int DNS_NAME = 0x82;
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] SUBJECT_ALT_NAME = hex("0603551d11");
    private static final byte[] ED25519 = hex("300506032b6570");
    private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");

    /** Make one with a new key. */
    public static TestCertificate of(CertificateKey kind) {
        try {
            return kind == CertificateKey.ED25519
                    ? sign(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519", ED25519)
                    : sign(p256(), "SHA256withECDSA", ECDSA_SHA256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make a key of kind " + kind, e);
        }
    }

    private static KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static TestCertificate sign(KeyPair keys, String algorithm, byte[] algorithmId)
            throws GeneralSecurityException {
        byte[] toSign = body(keys.getPublic().getEncoded(), algorithmId);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(toSign);
        byte[] certificate = der(SEQUENCE, toSign, algorithmId, der(BIT_STRING, new byte[1], signature.sign()));
        return new TestCertificate(certificate, keys.getPrivate().getEncoded());
    }

    private static byte[] body(byte[] publicKey, byte[] algorithmId) {
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, text("rcgen self signed cert")))));
        byte[] validity =
                der(SEQUENCE, der(UTC_TIME, text("750101000000Z")), der(GENERALIZED_TIME, text("40960101000000Z")));
        byte[] names = der(SEQUENCE, der(DNS_NAME, text("abcde.example")));
        byte[] extensions = der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names)));
        return der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, new byte[] {1, 2, 3, 4}),
                algorithmId,
                name,
                validity,
                name,
                publicKey,
                der(EXTENSIONS, extensions));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 255) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 127) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
