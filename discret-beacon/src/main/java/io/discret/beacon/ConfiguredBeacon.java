package io.discret.beacon;

import io.discret.api.Base64Url;
import io.discret.api.BeaconAddress;
import io.discret.api.ConfigurationException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.KeyDerivation;
import java.util.Arrays;

/**
 * Hold one beacon as configured (docs/protocol/40 §8.1). Immutable.
 *
 * @param name as the configuration spells it
 * @param certificateHash text of 43 characters
 */
record ConfiguredBeacon(String name, String host, int port, String certificateHash) {
    private static final int MOST_PORT = 65_535;

    /**
     * Read host, port and hash; no name is looked up.
     *
     * @throws ConfigurationException {@code CONFIGURATION} naming what is wrong
     */
    static ConfiguredBeacon of(BeaconAddress address) {
        String name = address.hostname();
        int colon = name.lastIndexOf(':');
        if (colon < 1 || !name.substring(colon + 1).matches("\\d{1,5}")) {
            throw wrong("The beacon '" + name + "' has no port; write it like beacon.example.net:4264.");
        }
        int port = Integer.parseInt(name.substring(colon + 1));
        if (port == 0 || port > MOST_PORT) {
            throw wrong("The beacon '" + name + "' has a port that is none.");
        }
        String hash = address.certificateHash();
        if (!isHash(hash)) {
            throw wrong("The certificate hash of the beacon '" + name + "' is none; copy the 43 characters of its file "
                    + BeaconFolder.HASH + ".");
        }
        return new ConfiguredBeacon(name, name.substring(0, colon), port, hash);
    }

    /** Whether a certificate is the one that is expected. */
    boolean trusts(byte[] certificate, KeyDerivation derivation) {
        return Arrays.equals(derivation.hash(certificate), Base64Url.decode(certificateHash));
    }

    private static boolean isHash(String text) {
        try {
            return Base64Url.decode(text).length == KeyDerivation.HASH_SIZE;
        } catch (DiscretException e) {
            return false;
        }
    }

    private static ConfigurationException wrong(String sentence) {
        return new ConfigurationException(ErrorCode.CONFIGURATION, sentence);
    }
}
