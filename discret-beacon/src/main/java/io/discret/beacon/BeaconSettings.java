package io.discret.beacon;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.util.Map;

/**
 * Hold what {@code Beacon.conf.toml} says (docs/protocol/50 §2); {@code port} is the one key of the reference.
 *
 * @param port 0 to 65535; 0 = chosen by the system
 * @param address IP address to bind; {@code ::} = every one of both families, {@code 0.0.0.0} = every IPv4 one
 * @param sameAddressAllowed key {@code allow_same_ip}
 * @param limits keys {@code max_connections}, {@code connections_per_address}, {@code tokens_per_connection},
 *     {@code clients_per_token}
 */
public record BeaconSettings(int port, String address, boolean sameAddressAllowed, BeaconLimits limits) {
    private static final long MOST = 1_000_000;

    /** The text of a new file. */
    static final String TEXT =
            """
            # The UDP port of the beacon. Clients configure the host name, this port and the text of certificate_hash.txt.
            port = 4264

            # What follows is not known to the beacon of the reference, which ignores it. The values are the defaults.
            # address = "::"
            # allow_same_ip = false
            # max_connections = 10000
            # connections_per_address = 256
            # tokens_per_connection = 566
            # clients_per_token = 32
            """;

    /**
     * Read the text of a file; keys that are not known are ignored, as in the reference.
     *
     * @throws ConfigurationException {@code CONFIGURATION} naming the line or the key that is wrong
     */
    static BeaconSettings read(String text) {
        Map<String, Object> pairs = TomlLines.read(text);
        BeaconLimits usual = BeaconLimits.defaults();
        return new BeaconSettings(
                number(pairs, "port", BeaconOptions.DEFAULT_PORT, 0, 65_535),
                text(pairs, "address", "::"),
                bool(pairs, "allow_same_ip", false),
                usual.withConnections(
                                number(pairs, "max_connections", usual.connections(), 1, MOST),
                                number(pairs, "connections_per_address", usual.connectionsPerAddress(), 1, MOST))
                        .withTokens(
                                number(pairs, "tokens_per_connection", usual.tokensPerConnection(), 1, MOST),
                                number(pairs, "clients_per_token", usual.clientsPerToken(), 1, MOST)));
    }

    private static int number(Map<String, Object> pairs, String key, int usual, long least, long most) {
        Object value = pairs.getOrDefault(key, (long) usual);
        if (value instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        throw wrong(key, "a whole number from " + least + " to " + most);
    }

    private static boolean bool(Map<String, Object> pairs, String key, boolean usual) {
        if (pairs.getOrDefault(key, usual) instanceof Boolean value) {
            return value;
        }
        throw wrong(key, "true or false");
    }

    private static String text(Map<String, Object> pairs, String key, String usual) {
        if (pairs.getOrDefault(key, usual) instanceof String value) {
            return value;
        }
        throw wrong(key, "a text in quotes");
    }

    private static ConfigurationException wrong(String key, String expected) {
        return new ConfigurationException(
                ErrorCode.CONFIGURATION,
                "The key '" + key + "' of " + BeaconFolder.SETTINGS + " must be " + expected + "; correct it.");
    }
}
