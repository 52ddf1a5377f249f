package io.discret.core.net;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Tell addresses that are reached without the internet (docs/protocol/31 P5). Stateless. */
final class LocalAddress {
    /** fc00::/7: private networks of IPv6 (RFC 4193), which the JDK does not know. */
    private static final int UNIQUE_LOCAL = 0xfc;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private LocalAddress() {}

    /**
     * Whether an address is of this machine, of the same link, or of a private network (RFC 1918, RFC 4193). An address that
     * a connection came from or went to is proved by the transport; what a peer says of itself is not.
     */
    static boolean is(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    }
}
