package io.discret.beacon;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Tell a beacon how to run.
 *
 * @param bind where the UDP socket is bound; port 0 = chosen by the system
 * @param certificate shown to clients, who know it by its hash
 * @param sameAddressAllowed whether two clients with one public IP address are introduced; the reference says no
 * @param limits what clients may use
 * @param transport id of the transport; empty = the one with the highest priority
 */
public record BeaconOptions(
        InetSocketAddress bind,
        BeaconCertificate certificate,
        boolean sameAddressAllowed,
        BeaconLimits limits,
        Optional<String> transport) {

    /** The port of the generated configuration of the reference (docs/protocol/50 §2). */
    public static final int DEFAULT_PORT = 4264;

    /** Listen on a port of every address of both families, with the usual limits. */
    public static BeaconOptions of(int port, BeaconCertificate certificate) {
        return new BeaconOptions(
                new InetSocketAddress("::", port), certificate, false, BeaconLimits.defaults(), Optional.empty());
    }

    /** The same, with introductions between clients of one IP address allowed or not. */
    public BeaconOptions withSameAddressAllowed(boolean allowed) {
        return new BeaconOptions(bind, certificate, allowed, limits, transport);
    }

    /** The same, with other limits. */
    public BeaconOptions withLimits(BeaconLimits newLimits) {
        return new BeaconOptions(bind, certificate, sameAddressAllowed, newLimits, transport);
    }
}
