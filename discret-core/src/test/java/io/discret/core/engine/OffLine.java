package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A device without a network: nobody comes, nobody is reached. */
final class OffLine implements TransportProvider {
    @Override
    public String id() {
        return "offline";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<CertificateKey> certificateKeys() {
        return List.of(CertificateKey.ED25519);
    }

    @Override
    public boolean dialsEd25519() {
        return true;
    }

    @Override
    public Transport open(TransportOptions options) {
        return new Transport() {
            @Override
            public InetSocketAddress localAddress() {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            }

            @Override
            public void accept(Consumer<TransportConnection> listener) {}

            @Override
            public CompletionStage<TransportConnection> dial(Dial dial) {
                return CompletableFuture.failedFuture(
                        new DiscretException(ErrorCode.PEER_UNREACHABLE, "There is no network."));
            }

            @Override
            public void close() {}
        };
    }
}
