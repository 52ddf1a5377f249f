package io.discret.benchmarks.hot;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Be the network of a beacon: clients hand it bytes, and count what it answers. Used by one thread. */
final class BeaconClients implements TransportProvider {
    private @Nullable Consumer<TransportConnection> acceptor;
    private long answers;

    /** Messages that the beacon sent. */
    long answers() {
        return answers;
    }

    /** Connect with an address of its own. */
    Client client(int number) {
        Client client = new Client(number);
        Objects.requireNonNull(acceptor, "The beacon accepts nobody.").accept(client);
        Objects.requireNonNull(client.listener, "The beacon does not listen.").opened(client);
        return client;
    }

    @Override
    public String id() {
        return "benchmark";
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
                return new InetSocketAddress(0);
            }

            @Override
            public void accept(Consumer<TransportConnection> listener) {
                acceptor = listener;
            }

            @Override
            public CompletionStage<TransportConnection> dial(Dial dial) {
                return CompletableFuture.failedFuture(new UnsupportedOperationException());
            }

            @Override
            public void close() {
                acceptor = null;
            }
        };
    }

    /** A connection and its only stream. */
    final class Client implements TransportConnection, TransportStream {
        private final InetSocketAddress address;
        private TransportConnection.@Nullable Listener listener;
        private TransportStream.@Nullable Listener reader;

        private Client(int number) {
            try {
                address = new InetSocketAddress(
                        InetAddress.getByAddress(new byte[] {20, 0, (byte) (number >> 8), (byte) number}), 5000);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        void send(byte[] bytes) {
            Objects.requireNonNull(reader, "The beacon does not read.").bytes(ByteBuffer.wrap(bytes));
        }

        @Override
        public boolean dialer() {
            return false;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return address;
        }

        @Override
        public String protocol() {
            return "h3";
        }

        @Override
        public void listen(TransportConnection.Listener newListener) {
            listener = newListener;
        }

        @Override
        public CompletionStage<TransportStream> openStream() {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public void close(long code) {
            throw new IllegalStateException("The beacon ends the connection, so nothing is measured.");
        }

        @Override
        public long id() {
            return 0;
        }

        @Override
        public void listen(TransportStream.Listener newReader) {
            reader = newReader;
        }

        @Override
        public void reading(boolean wanted) {
            // Bytes come when the benchmark sends them.
        }

        @Override
        public CompletionStage<Void> write(byte[] bytes) {
            answers++;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void finish() {
            // Nobody waits for it.
        }

        @Override
        public void reset(long code) {
            close(code);
        }
    }
}
