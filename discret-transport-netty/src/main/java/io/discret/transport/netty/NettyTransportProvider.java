package io.discret.transport.netty;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.netty.handler.codec.quic.Quic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Offer the transport under the id {@code netty}. Stateless, safe for use by any thread. */
public final class NettyTransportProvider implements TransportProvider {
    @Override
    public String id() {
        return "netty";
    }

    @Override
    public int priority() {
        return 100;
    }

    /** Load the native library, once for the process, and tell how to add it when that fails. */
    @Override
    public Optional<String> unavailable() {
        if (Quic.isAvailable()) {
            return Optional.empty();
        }
        return Optional.of("the native QUIC library for " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + " cannot be loaded (" + rootMessage(Quic.unavailabilityCause())
                + "). Add io.netty:netty-codec-native-quic with the classifier of the platform, like linux-x86_64; on "
                + "the module path also --add-modules " + nativeModule() + ".");
    }

    @Override
    public Transport open(TransportOptions options) {
        unavailable().ifPresent(why -> {
            throw new ConfigurationException(ErrorCode.UNSUPPORTED, "The Transport 'netty' cannot work here: " + why);
        });
        return NettyTransport.open(options);
    }

    @Override
    public List<CertificateKey> certificateKeys() {
        return List.of(CertificateKey.ED25519, CertificateKey.ECDSA_P256);
    }

    @Override
    public boolean dialsEd25519() {
        return true;
    }

    /** The module of the jar that carries the library: nobody requires it, so a launcher has to name it (60 §8.2). */
    private static String nativeModule() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        return "io.netty.codec.quic." + system + (arm ? ".aarch_64" : ".x86_64");
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
