package io.discret.discovery.mdns;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Send datagrams to the group through one interface (docs/protocol/40 §7.2). Safe for use by any thread. */
final class MulticastSender implements GroupSockets.Sender {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    /** Datagrams stay on the local network, as those of the reference do. */
    private static final int TIME_TO_LIVE = 1;

    private final DatagramChannel channel;
    private final InetSocketAddress group;

    private MulticastSender(DatagramChannel channel, InetSocketAddress group) {
        this.channel = channel;
        this.group = group;
    }

    static MulticastSender open(LocalInterface through, InetSocketAddress group) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.bind(new InetSocketAddress(through.address(), 0));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, through.network());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TIME_TO_LIVE);
            // Two peers on one machine must hear each other.
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.configureBlocking(false);
            return new MulticastSender(channel, group);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void send(byte[] datagram) throws IOException {
        if (channel.send(ByteBuffer.wrap(datagram), group) != datagram.length) {
            throw new IOException("the send buffer is full");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A multicast socket could not be closed: {0}", e.toString());
        }
    }
}
