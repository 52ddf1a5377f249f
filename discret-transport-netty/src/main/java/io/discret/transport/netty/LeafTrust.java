package io.discret.transport.netty;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust a server by the DER bytes of its leaf certificate alone, each dial by its own rule (docs/protocol/40 §2.4).
 *
 * <p>Chain, dates and names are not looked at; that the server owns the key is proved by the signature of the handshake,
 * which the TLS library checks. Safe for use by any thread.
 */
final class LeafTrust extends X509ExtendedTrustManager {
    private final Map<SSLEngine, Rule> rules = Collections.synchronizedMap(new WeakHashMap<>());

    /** Set the rule of one handshake. */
    void put(SSLEngine engine, Rule rule) {
        rules.put(engine, rule);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Rule rule = rules.remove(engine);
        if (rule == null || chain.length == 0 || !rule.accepts(chain[0].getEncoded())) {
            throw new CertificateException("not the expected certificate");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("no rule");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no rule");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("dialers show no certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("dialers show no certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("dialers show no certificate");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** The rule of one dial, which remembers what it said. */
    static final class Rule {
        private final Predicate<byte[]> trust;
        private volatile boolean refused;

        Rule(Predicate<byte[]> trust) {
            this.trust = trust;
        }

        private boolean accepts(byte[] certificate) {
            boolean accepted = trust.test(certificate);
            refused = !accepted;
            return accepted;
        }

        /** Whether the server showed a certificate that was not accepted. */
        boolean refused() {
            return refused;
        }
    }
}
