package io.discret.discovery.mdns;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Locale;

/** Receive the datagrams of an IPv4 group (docs/protocol/40 §7.2). Safe for use by any thread. */
final class MulticastReceiver implements GroupSockets.Receiver {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    private final DatagramChannel channel;
    private final InetAddress group;
    private final ReceiveLoop loop;

    private MulticastReceiver(DatagramChannel channel, InetAddress group, ReceiveLoop loop) {
        this.channel = channel;
        this.group = group;
        this.loop = loop;
    }

    /**
     * Bind; what comes is read by the loop.
     *
     * @param ownInterface where a system binds that cannot bind a group; the wildcard = everywhere
     * @throws IOException when the port cannot be bound
     */
    static MulticastReceiver open(InetSocketAddress group, InetAddress ownInterface, ReceiveLoop loop)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            // Several processes of one machine receive the same datagrams.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(bindAddress(group, ownInterface));
            loop.add(channel);
            return new MulticastReceiver(channel, group.getAddress(), loop);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Unix filters by the bound group; Windows cannot bind a group. */
    static InetSocketAddress bindAddress(InetSocketAddress group, InetAddress ownInterface) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows ? new InetSocketAddress(ownInterface, group.getPort()) : group;
    }

    @Override
    public void join(LocalInterface one) throws IOException {
        channel.join(group, one.network());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A multicast socket could not be closed: {0}", e.toString());
        }
        loop.forgetClosed();
    }
}
