package io.discret.transport.kwik;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** Keep the one certificate of an endpoint in the form the library wants. Immutable. */
final class EndpointKeys {
    static final String ALIAS = "endpoint";

    /** The store never leaves memory; the library insists on a word. */
    private static final String WORD = "memory";

    private EndpointKeys() {}

    static char[] word() {
        return WORD.toCharArray();
    }

    /**
     * Read a certificate and its key.
     *
     * @param certificate DER
     * @param key PKCS #8 DER
     * @throws ConfigurationException {@code CONFIGURATION} when one of them cannot be read, neither is shown;
     *     {@code UNSUPPORTED} when the key is not of the curve P-256
     */
    static KeyStore of(byte[] certificate, byte[] key) {
        try {
            Certificate x509 =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            if (!(x509.getPublicKey() instanceof ECPublicKey)) {
                throw new ConfigurationException(
                        ErrorCode.UNSUPPORTED,
                        "The Transport 'kwik' accepts with a P-256 certificate only, not with one of "
                                + x509.getPublicKey().getAlgorithm() + ".");
            }
            PrivateKey read = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, word());
            store.setKeyEntry(ALIAS, read, word(), new Certificate[] {x509});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(e);
        }
    }

    static ConfigurationException unreadable(@Nullable Throwable cause) {
        return new ConfigurationException(
                ErrorCode.CONFIGURATION,
                "The certificate of the endpoint or its key cannot be read; give an X.509 certificate and the PKCS #8 "
                        + "form of its key, both as DER.",
                cause);
    }
}
