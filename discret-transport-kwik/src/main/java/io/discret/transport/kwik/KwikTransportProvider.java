package io.discret.transport.kwik;

import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import java.util.List;
import tech.kwik.core.QuicConnection;

/**
 * Offer the transport under the id {@code kwik}. Stateless, safe for use by any thread.
 *
 * <p>It is pure Java and works wherever Java does, but cannot dial endpoints that show an Ed25519 certificate, as
 * reference peers do: they have to dial (docs/protocol/60 §3.3). Therefore it is chosen only when asked for, or when
 * nothing else is there.
 */
public final class KwikTransportProvider implements TransportProvider {
    static {
        // One assertion of the library is wrong under load. It ends the thread that receives, and nobody is told that
        // no
        // answer comes any more; without assertions the library goes on (docs/protocol/60 §3.3).
        QuicConnection.class.getClassLoader().setPackageAssertionStatus("tech.kwik", false);
    }

    @Override
    public String id() {
        return "kwik";
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public Transport open(TransportOptions options) {
        return KwikTransport.open(options);
    }

    @Override
    public List<CertificateKey> certificateKeys() {
        return List.of(CertificateKey.ECDSA_P256);
    }

    @Override
    public boolean dialsEd25519() {
        return false;
    }
}
