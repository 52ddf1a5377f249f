package io.discret.discovery.mdns;

import io.discret.api.Configuration;
import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hold the group and the interface that a configuration names (docs/protocol/40 §7.2). Immutable.
 *
 * @param group the IPv4 group and the port
 * @param ownInterface IPv4 address of the interface; the wildcard = every usable one
 */
record MulticastAddress(InetSocketAddress group, InetAddress ownInterface) {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern GROUP = Pattern.compile("([0-9.]+):(\\d{1,5})");
    private static final int MAX_PORT = 65535;

    /**
     * Read the two addresses; no name is looked up.
     *
     * @throws ConfigurationException {@code CONFIGURATION} naming the value that cannot be used
     */
    static MulticastAddress of(Configuration configuration) {
        return new MulticastAddress(
                group(configuration.multicastIpv4Group()), ownInterface(configuration.multicastIpv4Interface()));
    }

    /** Whether every usable interface is meant. */
    boolean everyInterface() {
        return ownInterface.isAnyLocalAddress();
    }

    /**
     * The interfaces meant: every usable one, or the one with the address, which must exist now and may go and come later.
     *
     * @throws ConfigurationException {@code CONFIGURATION} when no interface has the address
     */
    LocalInterfaces.Look look() throws IOException {
        if (everyInterface()) {
            return LocalInterfaces::usable;
        }
        LocalInterfaces.requireAddress(ownInterface);
        return () -> LocalInterfaces.withAddress(ownInterface);
    }

    /** The same interfaces with their IPv6 addresses of the link, those that have one. */
    LocalInterfaces.Look lookIpv6() {
        return everyInterface() ? LocalInterfaces::usableByIpv6 : () -> LocalInterfaces.withAddressByIpv6(ownInterface);
    }

    private static InetSocketAddress group(String text) {
        Matcher parts = GROUP.matcher(text);
        if (parts.matches()) {
            InetAddress address = ipv4(parts.group(1));
            int port = Integer.parseInt(parts.group(2));
            if (address != null && address.isMulticastAddress() && port > 0 && port <= MAX_PORT) {
                return new InetSocketAddress(address, port);
            }
        }
        throw invalid("multicastIpv4Group is '" + text + "'; it must be an IPv4 multicast address and a port, like "
                + "224.0.0.224:22402");
    }

    private static InetAddress ownInterface(String text) {
        InetAddress address = ipv4(text);
        if (address == null || address.isMulticastAddress()) {
            throw invalid("multicastIpv4Interface is '" + text + "'; it must be the IPv4 address of an interface of "
                    + "this machine, or 0.0.0.0 for all of them");
        }
        return address;
    }

    private static @Nullable InetAddress ipv4(String text) {
        Matcher parts = IPV4.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            int part = Integer.parseInt(parts.group(i + 1));
            if (part > 255) {
                return null;
            }
            bytes[i] = (byte) part;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static ConfigurationException invalid(String what) {
        return new ConfigurationException(ErrorCode.CONFIGURATION, what + ".");
    }
}
