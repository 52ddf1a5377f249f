package io.discret.spi;

/** Opens transports. Stateless, safe for use by any thread. */
public interface TransportProvider extends Provider {
    /** Make one; failures are {@link io.discret.api.DiscretException}s that say what to do. */
    Transport open(TransportOptions options);

    /** Kinds of certificate keys that the accepting side of this transport can use, the preferred first. */
    java.util.List<CertificateKey> certificateKeys();

    /** Whether this transport can dial an endpoint whose certificate holds an Ed25519 key, as reference peers do. */
    boolean dialsEd25519();

    /** Key of a certificate. */
    enum CertificateKey {
        ED25519,
        ECDSA_P256
    }
}
