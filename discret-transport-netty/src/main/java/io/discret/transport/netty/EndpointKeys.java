package io.discret.transport.netty;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Show the one certificate of an endpoint to everybody who dials, whatever name or key type is asked for.
 *
 * <p>The TLS library asks by the key types of its own list, which lacks Ed25519; answering every type is what makes an
 * Ed25519 certificate work. Immutable.
 */
final class EndpointKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "endpoint";

    private final @Nullable X509Certificate certificate;
    private final @Nullable PrivateKey key;

    private EndpointKeys(@Nullable X509Certificate certificate, @Nullable PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Read a certificate and its key.
     *
     * @param certificate DER
     * @param key PKCS #8 DER
     * @throws ConfigurationException {@code CONFIGURATION} when one of them cannot be read; neither is shown
     */
    static EndpointKeys of(byte[] certificate, byte[] key) {
        try {
            X509Certificate x509 = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            KeyFactory factory = KeyFactory.getInstance(x509.getPublicKey().getAlgorithm());
            return new EndpointKeys(x509, plain(factory, factory.generatePrivate(new PKCS8EncodedKeySpec(key))));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The certificate of the endpoint or its key cannot be read; give an X.509 certificate and the PKCS #8 "
                            + "form of its key, both as DER.",
                    e);
        }
    }

    /**
     * Write an Ed25519 key in version 1 of PKCS #8. The native library takes the encoded form from the key, cannot read
     * version 2, and then ends the whole process at the first handshake; Java 25 keeps the version it was given.
     */
    private static PrivateKey plain(KeyFactory factory, PrivateKey key) throws GeneralSecurityException {
        return key instanceof EdECPrivateKey
                ? factory.generatePrivate(factory.getKeySpec(key, EdECPrivateKeySpec.class))
                : key;
    }

    /** No certificate: every handshake fails. */
    static EndpointKeys none() {
        return new EndpointKeys(null, null);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return certificate == null ? null : ALIAS;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return certificate == null ? null : ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return certificate == null ? new String[0] : new String[] {ALIAS};
    }

    /** Dialers show no certificate. */
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificate == null ? new X509Certificate[0] : new X509Certificate[] {certificate};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
