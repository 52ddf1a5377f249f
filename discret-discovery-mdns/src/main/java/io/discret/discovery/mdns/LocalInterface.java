package io.discret.discovery.mdns;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hold an interface of this machine and the IPv4 address to send from.
 *
 * @param network the interface
 * @param address one of its addresses
 */
record LocalInterface(NetworkInterface network, InetAddress address) {
    /**
     * The interfaces that a configuration means, as they are now.
     *
     * <p>Every interface = those that are up, have an IPv4 address and support multicast; a machine that has none (off
     * line, or a name space of its own) gets its loopback interface, so that its processes find each other. Loopback
     * says that it does not support multicast, and yet it does.
     *
     * @throws ConfigurationException {@code CONFIGURATION} when no interface has the address
     */
    static List<LocalInterface> choose(MulticastAddress wanted) {
        try {
            if (!wanted.everyInterface()) {
                return List.of(withAddress(wanted.ownInterface()));
            }
            List<LocalInterface> chosen = new ArrayList<>();
            List<LocalInterface> loopback = new ArrayList<>();
            for (LocalInterface candidate : up()) {
                if (candidate.network.supportsMulticast() && !candidate.network.isPointToPoint()) {
                    chosen.add(candidate);
                } else if (candidate.network.isLoopback()) {
                    loopback.add(candidate);
                }
            }
            return chosen.isEmpty() ? loopback : chosen;
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The network interfaces cannot be listed (" + e.getMessage() + "); set enableMulticast to false.",
                    e);
        }
    }

    private static LocalInterface withAddress(InetAddress address) throws IOException {
        NetworkInterface network = NetworkInterface.getByInetAddress(address);
        if (network == null) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "multicastIpv4Interface is '" + address.getHostAddress() + "', which no interface of this machine "
                            + "has; use one of "
                            + String.join(
                                    ", ",
                                    up().stream()
                                            .map(i -> i.address.getHostAddress())
                                            .toList())
                            + ", or 0.0.0.0 for all.");
        }
        return new LocalInterface(network, address);
    }

    private static List<LocalInterface> up() throws IOException {
        List<LocalInterface> up = new ArrayList<>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            Optional<InetAddress> ipv4 = network.inetAddresses()
                    .filter(Inet4Address.class::isInstance)
                    .findFirst();
            if (network.isUp() && ipv4.isPresent()) {
                up.add(new LocalInterface(network, ipv4.get()));
            }
        }
        return up;
    }
}
