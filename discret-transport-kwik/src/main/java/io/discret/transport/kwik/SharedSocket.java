package io.discret.transport.kwik;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Own the one UDP port, and give each datagram to the dial or to the accepting half it belongs to (docs/protocol/60
 * §3.5). Safe for use by any thread; one thread reads.
 *
 * <p>The id of a dial is learned from its own long headers. Later ids travel encrypted: a short header with an unknown
 * id goes to the dials with that address and to the accepting half, which all drop what is not theirs.
 */
final class SharedSocket implements AutoCloseable {
    /** A burst of a window must not be lost while the reader is busy. */
    static final int SOCKET_BUFFER = 2 << 20;

    private static final System.Logger LOG = System.getLogger("io.discret.transport.kwik");

    /** Larger than any datagram that a peer may send us (docs/protocol/40 §2.2). */
    private static final int RECEIVE_BUFFER = 2048;

    /** Pause after an error of the network, so that a lasting one costs no processor. */
    private static final long ERROR_PAUSE_NANOS = 1_000_000;

    private final DatagramSocket socket;
    private final InetSocketAddress address;
    private final Thread reader;
    private final Map<ByteBuffer, VirtualSocket> ids = new ConcurrentHashMap<>();
    private final Map<VirtualSocket, InetSocketAddress> dials = new ConcurrentHashMap<>();
    private final VirtualSocket accepting = new VirtualSocket(this, true);
    private final Admission admission;

    /** Decides on the first packet of a connection. */
    interface Admission {
        /** Whether an Initial packet of this sender may reach the accepting half. */
        boolean admits(InetSocketAddress from, ByteBuffer source);
    }

    private SharedSocket(DatagramSocket socket, Admission admission) {
        this.socket = socket;
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        this.admission = admission;
        this.reader = new Thread(this::read, "discret-kwik-socket");
        this.reader.setDaemon(true);
    }

    static SharedSocket bind(InetSocketAddress bind, Admission admission) {
        try {
            return new SharedSocket(bound(bind), admission);
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The UDP address " + bind + " cannot be bound (" + e.getMessage()
                            + "); choose a free port, or port 0.",
                    e);
        }
    }

    private static DatagramSocket bound(InetSocketAddress bind) throws IOException {
        try {
            return boundTo(bind);
        } catch (IOException e) {
            if (bind.getAddress() instanceof Inet6Address any && any.isAnyLocalAddress()) {
                LOG.log(Level.DEBUG, "IPv6 cannot be used here, so IPv4 is used alone: {0}", e.toString());
                return boundTo(new InetSocketAddress("0.0.0.0", bind.getPort()));
            }
            throw e;
        }
    }

    private static DatagramSocket boundTo(InetSocketAddress bind) throws IOException {
        DatagramSocket socket = new DatagramSocket((SocketAddress) null);
        try {
            socket.setReceiveBufferSize(SOCKET_BUFFER);
            socket.setSendBufferSize(SOCKET_BUFFER);
            socket.bind(bind);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void start() {
        reader.start();
    }

    InetSocketAddress address() {
        return address;
    }

    VirtualSocket accepting() {
        return accepting;
    }

    /** A socket for one dial; it is forgotten when it is closed. */
    VirtualSocket dialing(InetSocketAddress to) {
        VirtualSocket dial = new VirtualSocket(this, false);
        dials.put(dial, to);
        return dial;
    }

    void remove(VirtualSocket dial) {
        dials.remove(dial);
        ids.values().removeIf(owner -> owner == dial);
    }

    /** Dials that are not closed yet. */
    int dials() {
        return dials.size();
    }

    /** Send, and learn the id of a dial; an error of the network is a lost packet. */
    void send(VirtualSocket from, DatagramPacket packet) {
        if (dials.containsKey(from) && packet.getOffset() == 0) {
            Header header = Header.of(packet.getData(), packet.getLength());
            if (header != null && header.source() != null) {
                ids.putIfAbsent(header.source(), from);
            }
        }
        try {
            socket.send(packet);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A datagram was not sent: {0}", e.getMessage());
        }
    }

    static void dropped() {
        LOG.log(Level.DEBUG, "A datagram was dropped: too many wait.");
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[RECEIVE_BUFFER], RECEIVE_BUFFER);
        while (!socket.isClosed()) {
            try {
                packet.setLength(RECEIVE_BUFFER);
                socket.receive(packet);
                route(packet);
            } catch (SocketException e) {
                LockSupport.parkNanos(ERROR_PAUSE_NANOS);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "A datagram was not read: {0}", e.toString());
                LockSupport.parkNanos(ERROR_PAUSE_NANOS);
            }
        }
    }

    private void route(DatagramPacket packet) {
        Header header = Header.of(packet.getData(), packet.getLength());
        if (header == null) {
            return;
        }
        InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
        VirtualSocket.Datagram datagram =
                new VirtualSocket.Datagram(Arrays.copyOf(packet.getData(), packet.getLength()), from);
        VirtualSocket dial = ids.get(header.destination());
        if (dial != null) {
            dial.deliver(datagram);
            return;
        }
        ByteBuffer source = header.source();
        if (source == null) {
            owners(from).forEach(each -> each.deliver(datagram));
            accepting.deliver(datagram);
        } else if (!header.initial() || admission.admits(from, source)) {
            accepting.deliver(datagram);
        }
    }

    private Set<VirtualSocket> owners(InetSocketAddress from) {
        Set<VirtualSocket> owners = ConcurrentHashMap.newKeySet();
        dials.forEach((dial, to) -> {
            if (to.equals(from)) {
                owners.add(dial);
            }
        });
        return owners;
    }

    @Override
    public void close() {
        socket.close();
        dials.keySet().forEach(VirtualSocket::close);
        accepting.close();
    }
}
