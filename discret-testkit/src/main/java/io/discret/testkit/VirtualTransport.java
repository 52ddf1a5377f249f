package io.discret.testkit;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Run one endpoint of a {@link VirtualNetwork}. */
final class VirtualTransport implements Transport {
    private final VirtualNetwork network;
    private final VirtualHost host;
    private final TransportOptions options;
    private final InetSocketAddress localAddress;
    private final List<VirtualConnection> connections = new ArrayList<>();
    private @Nullable Consumer<TransportConnection> acceptor;
    private boolean closed;

    VirtualTransport(
            VirtualNetwork network, VirtualHost host, TransportOptions options, InetSocketAddress localAddress) {
        this.network = network;
        this.host = host;
        this.options = options;
        this.localAddress = localAddress;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void accept(Consumer<TransportConnection> listener) {
        network.time().checkThread();
        acceptor = listener;
    }

    @Override
    public CompletionStage<TransportConnection> dial(Dial dial) {
        network.time().checkThread();
        return new VirtualDial(network, this, dial).start();
    }

    @Override
    public void close() {
        network.time().checkThread();
        if (closed) {
            return;
        }
        closed = true;
        host.closed(this);
        List.copyOf(connections).forEach(connection -> connection.close(0));
    }

    /** The process is gone: nothing is sent, nobody is told. */
    void crash() {
        closed = true;
        connections.forEach(VirtualConnection::vanish);
        connections.clear();
    }

    boolean closed() {
        return closed;
    }

    VirtualHost host() {
        return host;
    }

    TransportOptions options() {
        return options;
    }

    /** The listener of new connections when one more may come in, or null. */
    @Nullable
    Consumer<TransportConnection> acceptor() {
        long accepted = connections.stream().filter(c -> !c.dialer()).count();
        return closed || accepted >= options.maxConnections() ? null : acceptor;
    }

    void add(VirtualConnection connection) {
        connections.add(connection);
    }

    void remove(VirtualConnection connection) {
        connections.remove(connection);
    }

    /** Tell the owner something on its executor. */
    void tell(Runnable event) {
        options.callbacks().execute(event);
    }
}
