package io.discret.transport.kwik;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Be the socket that the library believes to own, on top of the one UDP port (docs/protocol/60 §3.5). Safe for use by
 * any thread.
 *
 * <p>Errors of the network are lost packets here: an exception in the accepting half would make the library end the
 * whole process, unless the library is shutting down. Then it interrupts its reader; on a busy machine that comes later
 * than our own close, so the accepting half falls silent when it is closed and waits to be interrupted.
 */
final class VirtualSocket extends DatagramSocket {
    /** Datagrams that wait for the library; more are dropped, as a full socket does. About 1.5 MB. */
    private static final int QUEUE = 1024;

    private final SharedSocket shared;
    private final boolean accepting;
    private final BlockingQueue<Datagram> queue = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean over;
    private volatile long lastSent = System.nanoTime();

    /** One received datagram. */
    record Datagram(byte[] bytes, SocketAddress from) {}

    /** Make one; {@code accepting} for the half that accepts, otherwise for one dial. */
    VirtualSocket(SharedSocket shared, boolean accepting) {
        super(new NoSocket());
        this.shared = shared;
        this.accepting = accepting;
    }

    /** Give a received datagram to the library, or drop it. */
    void deliver(Datagram datagram) {
        if (!over && !queue.offer(datagram)) {
            SharedSocket.dropped();
        }
    }

    /** When something was last sent, of {@link System#nanoTime}. */
    long lastSent() {
        return lastSent;
    }

    @Override
    public void send(DatagramPacket packet) {
        lastSent = System.nanoTime();
        shared.send(this, packet);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        try {
            Datagram next = null;
            while (next == null) {
                if (over && !accepting) {
                    throw new SocketException("closed");
                }
                next = queue.poll(1, TimeUnit.SECONDS);
            }
            int length = Math.min(next.bytes().length, packet.getData().length - packet.getOffset());
            System.arraycopy(next.bytes(), 0, packet.getData(), packet.getOffset(), length);
            packet.setLength(length);
            packet.setSocketAddress(next.from());
        } catch (InterruptedException e) {
            // The library interrupts its reader when it shuts down, and only then.
            throw new SocketException("closed");
        }
    }

    @Override
    public void close() {
        over = true;
        shared.remove(this);
    }

    @Override
    public boolean isClosed() {
        return over;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public int getLocalPort() {
        return shared.address().getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return shared.address().getAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return shared.address();
    }

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getReceiveBufferSize() {
        return SharedSocket.SOCKET_BUFFER;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}
}
