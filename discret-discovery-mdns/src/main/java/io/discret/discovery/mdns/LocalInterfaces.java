package io.discret.discovery.mdns;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Look at the interfaces of this machine. Stateless, safe for use by any thread. */
final class LocalInterfaces {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    private LocalInterfaces() {}

    /** Tells which interfaces there are now. */
    interface Look {
        /**
         * Look; may be empty.
         *
         * @throws IOException when the system does not tell
         */
        List<LocalInterface> now() throws IOException;
    }

    /**
     * Every usable interface with its first IPv4 address, as they are now.
     *
     * <p>That are those that are up and support multicast; a machine that has none (off line, or a name space of its own)
     * gets its loopback interface, so that its processes find each other. Loopback says that it does not support
     * multicast, and yet it does.
     */
    static List<LocalInterface> usable() {
        List<LocalInterface> chosen = new ArrayList<>();
        List<LocalInterface> loopback = new ArrayList<>();
        for (NetworkInterface network : all()) {
            if (isUsable(network)) {
                chosen.addAll(ipv4(network));
            } else if (isUpLoopback(network)) {
                loopback.addAll(ipv4(network));
            }
        }
        return chosen.isEmpty() ? loopback : chosen;
    }

    /** Every usable interface with its IPv6 address of the link, as they are now. */
    static List<LocalInterface> usableByIpv6() {
        return all().stream()
                .filter(LocalInterfaces::isUsable)
                .flatMap(network -> ipv6(network).stream())
                .toList();
    }

    /** The interface with an address, with its IPv6 address of the link, if there are both now. */
    static List<LocalInterface> withAddressByIpv6(InetAddress address) throws IOException {
        NetworkInterface network = NetworkInterface.getByInetAddress(address);
        return network == null ? List.of() : ipv6(network);
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp() && network.supportsMulticast() && !network.isPointToPoint();
        } catch (SocketException e) {
            return false; // it went away while we looked
        }
    }

    private static boolean isUpLoopback(NetworkInterface network) {
        try {
            return network.isUp() && network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** The interface with an address, if there is one now. */
    static List<LocalInterface> withAddress(InetAddress address) throws IOException {
        NetworkInterface network = NetworkInterface.getByInetAddress(address);
        if (network == null) {
            return List.of();
        }
        return network.getInterfaceAddresses().stream()
                .filter(one -> address.equals(one.getAddress()))
                .limit(1)
                .map(one -> of(network, one))
                .toList();
    }

    /**
     * Check that there is one.
     *
     * @throws ConfigurationException {@code CONFIGURATION} naming those that there are
     */
    static void requireAddress(InetAddress address) throws IOException {
        if (withAddress(address).isEmpty()) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "multicastIpv4Interface is '" + address.getHostAddress() + "', which no interface of this machine "
                            + "has; use one of "
                            + all().stream()
                                    .flatMap(one -> ipv4(one).stream())
                                    .map(one -> one.address().getHostAddress())
                                    .collect(Collectors.joining(", "))
                            + ", or 0.0.0.0 for all.");
        }
    }

    /** Java says by an exception that none is configured, not even loopback. */
    private static List<NetworkInterface> all() {
        try {
            return NetworkInterface.networkInterfaces().toList();
        } catch (SocketException e) {
            LOG.log(Level.DEBUG, "No network interface is listed: {0}", e.getMessage());
            return List.of();
        }
    }

    /** The first IPv4 address, if there is one. */
    private static List<LocalInterface> ipv4(NetworkInterface network) {
        return network.getInterfaceAddresses().stream()
                .filter(one -> one.getAddress() instanceof Inet4Address)
                .limit(1)
                .map(one -> of(network, one))
                .toList();
    }

    /** The first IPv6 address of the link, if there is one. */
    private static List<LocalInterface> ipv6(NetworkInterface network) {
        return network.getInterfaceAddresses().stream()
                .filter(one -> one.getAddress() instanceof Inet6Address
                        && one.getAddress().isLinkLocalAddress())
                .limit(1)
                .map(one -> of(network, one))
                .toList();
    }

    private static LocalInterface of(NetworkInterface network, InterfaceAddress one) {
        return new LocalInterface(
                network.getIndex(), network.getName(), one.getAddress(), one.getNetworkPrefixLength());
    }
}
