package io.discret.transport.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** An address translator on loopback that can forget: from then on the server sees another port. One thread of its own. */
final class Relay {
    private final InetSocketAddress server;
    private final DatagramChannel inside = bound();
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::carry, "relay");
    private DatagramChannel outside;
    private @Nullable SocketAddress client;
    private volatile boolean forget;

    Relay(InetSocketAddress server) throws IOException {
        this.server = server;
        this.outside = bound();
        inside.register(selector, SelectionKey.OP_READ);
        outside.register(selector, SelectionKey.OP_READ);
        thread.start();
    }

    /** What the client dials. */
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) inside.getLocalAddress();
    }

    /** Use another port towards the server. */
    void forget() {
        forget = true;
        selector.wakeup();
    }

    void close() throws IOException, InterruptedException {
        thread.interrupt();
        thread.join();
        inside.close();
        outside.close();
        selector.close();
    }

    private void carry() {
        ByteBuffer datagram = ByteBuffer.allocate(2048);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select();
                selector.selectedKeys().clear();
                if (forget) {
                    forget = false;
                    outside.close();
                    outside = bound();
                    outside.register(selector, SelectionKey.OP_READ);
                }
                move(datagram);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void move(ByteBuffer datagram) throws IOException {
        for (SocketAddress from = inside.receive(datagram.clear());
                from != null;
                from = inside.receive(datagram.clear())) {
            client = from;
            outside.send(datagram.flip(), server);
        }
        while (outside.receive(datagram.clear()) != null) {
            if (client != null) {
                inside.send(datagram.flip(), client);
            }
        }
    }

    private static DatagramChannel bound() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }
}
