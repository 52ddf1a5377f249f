package io.discret.discovery.mdns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Read datagrams of channels that come and go, on the one thread that runs it. */
final class ReceiveLoop implements AutoCloseable {
    private final Selector selector;
    private final Handler handler;
    /** One byte more than allowed, to tell a datagram that is too long from one that just fits. */
    private final ByteBuffer buffer;

    /** Told what comes. */
    interface Handler {
        /**
         * A datagram came.
         *
         * @param datagram valid during the call; longer than allowed = it was cut
         */
        void received(ByteBuffer datagram, InetSocketAddress sender);
    }

    /** Make one that reads nothing yet; datagrams hold at most {@code longest} bytes. */
    ReceiveLoop(int longest, Handler handler) throws IOException {
        this.selector = Selector.open();
        this.handler = handler;
        this.buffer = ByteBuffer.allocate(longest + 1);
    }

    /** Read a channel from now on, until it is closed. May be called by any thread. */
    void add(DatagramChannel channel) throws IOException {
        channel.configureBlocking(false);
        try {
            channel.register(selector, SelectionKey.OP_READ);
        } catch (ClosedSelectorException e) {
            throw new IOException("the discovery is closed", e);
        }
        selector.wakeup();
    }

    /** Let the system free the ports of channels that were closed. May be called by any thread. */
    void forgetClosed() {
        selector.wakeup();
    }

    /**
     * Read until closed.
     *
     * @throws IOException when a channel fails; it may be run again
     */
    void run() throws IOException {
        try {
            while (selector.isOpen()) {
                // Not by the set of selected keys: a close by another thread changes it under the hands of who walks
                // it.
                selector.select(this::read);
            }
        } catch (ClosedSelectorException e) {
            return; // that is how it ends
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            InetSocketAddress sender = (InetSocketAddress) ((DatagramChannel) key.channel()).receive(buffer);
            if (sender != null) {
                handler.received(buffer.flip(), sender);
            }
        } catch (ClosedChannelException | CancelledKeyException e) {
            return; // another one took its place
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** End {@link #run}, and free the ports of channels that were closed. */
    @Override
    public void close() throws IOException {
        selector.close();
    }
}
