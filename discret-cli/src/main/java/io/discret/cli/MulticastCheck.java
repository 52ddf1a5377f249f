package io.discret.cli;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * One IPv4 address of one network interface, and whether a datagram sent to a group there comes back. Interfaces say
 * of themselves whether they support multicast; loopback says no and does (docs/protocol/60 §7), so it is tried.
 */
record MulticastCheck(String address, String networkInterface, boolean works, String finding) {
    private static final String GROUP = "224.0.0.224";
    private static final int WAIT_MS = 500;
    private static final byte[] PROBE = {'d', 'i', 's', 'c', 'r', 'e', 't', '?'};

    /** Try every address of every interface that is up. */
    static List<MulticastCheck> all() {
        List<MulticastCheck> checks = new ArrayList<>();
        try {
            for (NetworkInterface candidate :
                    NetworkInterface.networkInterfaces().toList()) {
                if (candidate.isUp()) {
                    candidate
                            .inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .forEach(address -> checks.add(check(candidate, address)));
                }
            }
        } catch (SocketException e) {
            checks.add(new MulticastCheck("-", "-", false, "the interfaces cannot be listed: " + e.getMessage()));
        }
        return checks;
    }

    private static MulticastCheck check(NetworkInterface candidate, InetAddress address) {
        boolean works = false;
        String finding;
        try {
            works = comesBack(candidate);
            finding = works ? "works" : "nothing comes back";
        } catch (IOException e) {
            finding = "does not work: " + e.getMessage();
        }
        return new MulticastCheck(address.getHostAddress(), candidate.getDisplayName(), works, finding);
    }

    private static boolean comesBack(NetworkInterface candidate) throws IOException {
        InetAddress group = InetAddress.getByName(GROUP);
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
                Selector selector = Selector.open()) {
            channel.bind(new InetSocketAddress(0));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, candidate);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
            channel.join(group, candidate);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            channel.send(ByteBuffer.wrap(PROBE), new InetSocketAddress(group, port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return selector.select(WAIT_MS) > 0;
        }
    }
}
