package io.discret.interop;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How two peers come together.
 *
 * @param way who dials
 * @param transport id of the transport of the Java side
 */
record Meeting(Way way, String transport) {
    /** {@code -Dinterop.transports=netty}: one of them alone. */
    private static final List<String> TRANSPORTS =
            List.of(System.getProperty("interop.transports", "netty,kwik").split(","));

    /**
     * What the reference logs of a dial of kwik, which offers one protocol a handshake and no Ed25519, and repeats its last
     * packet after the reference has forgotten the connection (docs/differences.md).
     */
    private static final Pattern DIAL_OF_KWIK =
            Pattern.compile("start_accepted, error: (the cryptographic handshake failed: error"
                    + " (120: peer doesn't support any known protocol|40: peer is incompatible: NoSignatureSchemesInCommon)"
                    + "|detected an error with protocol compliance .*: authentication failed)$");

    /** Who dials. */
    enum Way {
        JAVA_DIALS("Java dials", "hears"),
        RUST_DIALS("Rust dials", "announces"),
        BOTH_DIAL("both dial", "mdns"),
        BY_BEACON("through a beacon", "beacon");

        private final String text;
        private final String discovery;

        Way(String text, String discovery) {
            this.text = text;
            this.discovery = discovery;
        }

        /** Id of the discovery of the Java side. */
        String discovery() {
            return discovery;
        }
    }

    /** Every way to meet on one network. */
    static Stream<Meeting> all() {
        return TRANSPORTS.stream().flatMap(transport -> Arrays.stream(Way.values())
                .filter(way -> way != Way.BY_BEACON)
                // kwik dials no Ed25519 certificates (docs/differences.md): reference peers dial it.
                .filter(way -> way != Way.JAVA_DIALS || !transport.equals("kwik"))
                .map(way -> new Meeting(way, transport)));
    }

    /** Both dial, as in real life. */
    static Stream<Meeting> usual() {
        return all().filter(meeting -> meeting.way == Way.BOTH_DIAL);
    }

    /** Whether a line of a log is no complaint: it tells what this meeting is known to cost. */
    boolean expects(String line) {
        return transport.equals("kwik") && DIAL_OF_KWIK.matcher(line).find();
    }

    @Override
    public String toString() {
        return way.text + ", " + transport;
    }
}
