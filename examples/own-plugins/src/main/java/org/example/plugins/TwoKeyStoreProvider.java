package org.example.plugins;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.Providers;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens the best store there is under a key made of two: that of the user, and one of the device, such as a smart card
 * holds. A copied file is worth nothing, even to who knows the pass phrase.
 */
public final class TwoKeyStoreProvider implements StoreProvider {
    /** The system property with the key of the device; a product would ask the hardware. */
    static final String DEVICE_KEY = "org.example.device-key";

    @Override
    public String id() {
        return "two-keys";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public Store open(StoreOptions options) {
        byte[] both = both(options.key());
        try {
            return inner().open(new StoreOptions(
                    options.file(),
                    both,
                    options.readCacheKib(),
                    options.writeCacheKib(),
                    options.memorySecurity(),
                    options.create()));
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private StoreProvider inner() {
        return Providers.all(StoreProvider.class).stream()
                .filter(other -> !other.id().equals(id()))
                .filter(other -> other.unavailable().isEmpty())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        ErrorCode.PROVIDER_MISSING,
                        "Two keys need a store to open; add io.discret:discret-store-sqlcipher."));
    }

    private static byte[] both(byte[] key) {
        String device = System.getProperty(DEVICE_KEY, "none");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(device.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(key);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(ErrorCode.UNSUPPORTED, "This Java has no HMAC-SHA-256.", e);
        }
    }
}
