package io.discret.testkit;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.MeetingToken;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/** Send announces to every machine of a {@link VirtualNetwork}, the own one included, as multicast does. */
final class VirtualDiscovery implements Discovery {
    /** Docs/protocol/40 §7.2: a longer message is cut by the receiver, and nobody can read it. */
    private static final int LONGEST_MESSAGE = 4096;

    private final VirtualNetwork network;
    private final VirtualHost host;
    private final DiscoveryOptions options;
    private boolean closed;
    private long sent;
    private long failed;
    private long received;

    VirtualDiscovery(VirtualNetwork network, VirtualHost host, DiscoveryOptions options) {
        this.network = network;
        this.host = host;
        this.options = options;
    }

    @Override
    public void announce(Announce announce, int port) {
        BincodeWriter out = new BincodeWriter();
        announce.write(out);
        byte[] bytes = out.toByteArray();
        InetSocketAddress from = new InetSocketAddress(host.address(), port);
        send(bytes.length, listener -> listener.announced(Announce.read(new BincodeReader(bytes)), from, true));
    }

    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int port) {
        BincodeWriter out = new BincodeWriter();
        header.write(out);
        byte[] bytes = out.toByteArray();
        InetSocketAddress from = new InetSocketAddress(host.address(), port);
        send(
                bytes.length,
                listener -> listener.initiated(AnnounceHeader.read(new BincodeReader(bytes)), token, from, true));
    }

    @Override
    public Counters counters() {
        return new Counters(sent, received, 0, failed);
    }

    @Override
    public void close() {
        closed = true;
        host.closed(this);
    }

    void crash() {
        closed = true;
    }

    private void send(int size, Consumer<DiscoveryListener> message) {
        network.time().checkThread();
        if (closed || size > LONGEST_MESSAGE) {
            failed++;
            return;
        }
        sent++;
        network.meter().announce();
        for (VirtualHost to : network.hosts()) {
            network.datagram(host, to, () -> List.copyOf(to.discoveries()).forEach(d -> {
                network.meter().heard(size);
                d.receive(message);
            }));
        }
    }

    private void receive(Consumer<DiscoveryListener> message) {
        received++;
        options.callbacks().execute(() -> {
            if (!closed) {
                message.accept(options.listener());
            }
        });
    }
}
