package io.discret.transport.kwik;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.X509TrustManager;

/**
 * Trust a server by the DER bytes of its leaf certificate alone, and remember a refusal (docs/protocol/40 §2.4). One for
 * each dial; safe for use by any thread.
 */
final class LeafTrust implements X509TrustManager {
    private final Predicate<byte[]> rule;
    private final Runnable onRefusal;
    private volatile boolean refused;

    /**
     * Make one.
     *
     * @param onRefusal called by the thread of the library when a certificate is not accepted
     */
    LeafTrust(Predicate<byte[]> rule, Runnable onRefusal) {
        this.rule = rule;
        this.onRefusal = onRefusal;
    }

    /** Whether the server showed a certificate that was not accepted. */
    boolean refused() {
        return refused;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0 || !rule.test(chain[0].getEncoded())) {
            refused = true;
            onRefusal.run();
            throw new CertificateException("not the expected certificate");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("dialers show no certificate");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
