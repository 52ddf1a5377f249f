package io.discret.discovery.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Locale;

/** Receive the datagrams of the group on some interfaces (docs/protocol/40 §7.2). Read by one thread. */
final class MulticastReceiver implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    private final DatagramChannel channel;
    /** One byte more than allowed, to tell a datagram that is too long from one that just fits. */
    private final ByteBuffer buffer = ByteBuffer.allocate(MulticastMessage.MAX_SIZE + 1);

    private MulticastReceiver(DatagramChannel channel) {
        this.channel = channel;
    }

    /**
     * Bind and join.
     *
     * @throws IOException when the port cannot be bound or no interface can be joined
     */
    static MulticastReceiver open(List<LocalInterface> interfaces, InetSocketAddress group) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            // Several processes of one machine receive the same datagrams.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(bindAddress(interfaces, group.getAddress()), group.getPort()));
            join(channel, interfaces, group.getAddress());
            return new MulticastReceiver(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Unix filters by the bound group; Windows cannot bind a group. */
    private static InetAddress bindAddress(List<LocalInterface> interfaces, InetAddress group) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        if (!windows) {
            return group;
        }
        return interfaces.size() == 1 ? interfaces.get(0).address() : new InetSocketAddress(0).getAddress();
    }

    /** One interface that cannot be joined does not harm the others: systems limit how many a socket may join. */
    private static void join(DatagramChannel channel, List<LocalInterface> interfaces, InetAddress group)
            throws IOException {
        IOException first = new IOException("no network interface is up");
        int joined = 0;
        for (LocalInterface one : interfaces) {
            try {
                channel.join(group, one.network());
                joined++;
            } catch (IOException e) {
                first = joined == 0 ? e : first;
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "Cannot join {0}: {1}",
                        one.network().getName(),
                        e.getMessage());
            }
        }
        if (joined == 0) {
            throw first;
        }
    }

    /**
     * Wait for the next datagram; afterwards {@link #datagram} holds it.
     *
     * @return who sent it
     * @throws java.nio.channels.ClosedChannelException when closed meanwhile
     */
    InetSocketAddress receive() throws IOException {
        buffer.clear();
        InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
        buffer.flip();
        return sender;
    }

    /** The last datagram; it is {@link #tooLong} or complete. */
    ByteBuffer datagram() {
        return buffer;
    }

    boolean tooLong() {
        return buffer.remaining() > MulticastMessage.MAX_SIZE;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
