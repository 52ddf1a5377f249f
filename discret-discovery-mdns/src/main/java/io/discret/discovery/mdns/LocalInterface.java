package io.discret.discovery.mdns;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;

/**
 * Hold one address of one interface of this machine, as it was when somebody looked. Immutable.
 *
 * <p>An interface that went and came back under its old name has another index, so the two are not equal: what was joined
 * on the old one is not joined on the new one.
 *
 * @param index number that the system gives it
 * @param name like {@code wlan0}
 * @param address one of its addresses; the one to send from
 * @param prefix how many leading bits of the address its network has in common
 */
record LocalInterface(int index, String name, InetAddress address, int prefix) {
    /**
     * The interface itself.
     *
     * @throws IOException when it is gone
     */
    NetworkInterface network() throws IOException {
        NetworkInterface found = NetworkInterface.getByIndex(index);
        if (found == null) {
            throw new IOException("the interface " + name + " is gone");
        }
        return found;
    }

    /** Whether an address is in the network of this one; one of a link must be of this link. */
    boolean reaches(InetAddress other) {
        if (other instanceof Inet6Address six && six.isLinkLocalAddress() && six.getScopeId() != index) {
            return false;
        }
        byte[] own = address.getAddress();
        byte[] theirs = other.getAddress();
        if (own.length != theirs.length) {
            return false;
        }
        int whole = Math.min(prefix / Byte.SIZE, own.length);
        if (!Arrays.equals(own, 0, whole, theirs, 0, whole)) {
            return false;
        }
        int rest = prefix % Byte.SIZE;
        int mask = 0xff << (Byte.SIZE - rest) & 0xff;
        return rest == 0 || whole == own.length || (own[whole] & mask) == (theirs[whole] & mask);
    }
}
