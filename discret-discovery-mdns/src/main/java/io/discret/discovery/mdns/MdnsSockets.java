package io.discret.discovery.mdns;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Open the sockets of multicast DNS (RFC 6762 §3, §11).
 *
 * <p>The port is shared with the responder of the system. Everything is bound to the group and not to an address, so that
 * nothing is taken away that others are sent; Windows cannot do that and binds the port. Answers must come from the port
 * (RFC 6762 §6), so the sending sockets are bound to it too.
 *
 * @param group address without a link, and port
 * @param loop reads what comes
 */
record MdnsSockets(InetSocketAddress group, ReceiveLoop loop) implements GroupSockets {
    /** Port of multicast DNS. */
    static final int PORT = 5353;

    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    private static final byte[] IPV4 = {(byte) 224, 0, 0, (byte) 251};
    private static final byte[] IPV6 = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xfb};

    /** The group is of the link, no router passes it on; receivers may look whether the message is fresh (§11). */
    private static final int TIME_TO_LIVE = 255;

    /** A sending socket hears what the group hears and nobody reads it: keep little of it. */
    private static final int UNREAD = 4096;

    static InetAddress ipv4() {
        return address(IPV4);
    }

    static InetAddress ipv6() {
        return address(IPV6);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }

    @Override
    public Receiver receiver() throws IOException {
        return isIpv4() ? new Ipv4Receiver(bound(group, true), group.getAddress(), loop) : new Ipv6Receiver(this);
    }

    @Override
    public Sender sender(LocalInterface through) throws IOException {
        DatagramChannel channel = bound(groupOn(through), false);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, UNREAD);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, through.network());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TIME_TO_LIVE);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.configureBlocking(false);
            return new MdnsSender(channel, groupOn(through));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private boolean isIpv4() {
        return group.getAddress() instanceof Inet4Address;
    }

    /** An IPv6 group of the link needs to know which link. */
    private InetSocketAddress groupOn(LocalInterface one) throws IOException {
        return isIpv4()
                ? group
                : new InetSocketAddress(
                        Inet6Address.getByAddress(null, group.getAddress().getAddress(), one.index()), group.getPort());
    }

    private DatagramChannel bound(InetSocketAddress to, boolean read) throws IOException {
        DatagramChannel channel =
                DatagramChannel.open(isIpv4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            boolean windows =
                    System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
            channel.bind(windows ? new InetSocketAddress(to.getPort()) : to);
            if (read) {
                loop.add(channel);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A multicast socket could not be closed: {0}", e.toString());
        }
    }

    /** One socket hears on all interfaces. */
    private record Ipv4Receiver(DatagramChannel channel, InetAddress group, ReceiveLoop loop) implements Receiver {
        @Override
        public void join(LocalInterface one) throws IOException {
            channel.join(group, one.network());
        }

        @Override
        public void close() {
            MdnsSockets.close(channel);
            loop.forgetClosed();
        }
    }

    /** A socket for each interface: one that is bound to a group of the link belongs to one link. */
    private static final class Ipv6Receiver implements Receiver {
        private final MdnsSockets sockets;
        private final Set<LocalInterface> joined = ConcurrentHashMap.newKeySet();
        private final List<DatagramChannel> channels = new ArrayList<>();

        private Ipv6Receiver(MdnsSockets sockets) {
            this.sockets = sockets;
        }

        @Override
        public void join(LocalInterface one) throws IOException {
            if (joined.contains(one)) {
                return;
            }
            DatagramChannel channel = sockets.bound(sockets.groupOn(one), true);
            try {
                channel.join(sockets.group.getAddress(), one.network());
            } catch (IOException | RuntimeException e) {
                channel.close();
                sockets.loop.forgetClosed();
                throw e;
            }
            channels.add(channel);
            joined.add(one);
        }

        @Override
        public void close() {
            channels.forEach(MdnsSockets::close);
            sockets.loop.forgetClosed();
        }
    }

    private record MdnsSender(DatagramChannel channel, InetSocketAddress to) implements Sender {
        @Override
        public void send(byte[] datagram) throws IOException {
            if (channel.send(ByteBuffer.wrap(datagram), to) != datagram.length) {
                throw new IOException("the send buffer is full");
            }
        }

        @Override
        public void close() {
            MdnsSockets.close(channel);
        }
    }
}
