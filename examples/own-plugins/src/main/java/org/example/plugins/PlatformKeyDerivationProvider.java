package org.example.plugins;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.KeyDerivation;
import io.discret.spi.KeyDerivationProvider;
import io.discret.spi.Providers;

/** Offers the X25519 of the Java platform; hashes come from another provider, which must be on the path too. */
public final class PlatformKeyDerivationProvider implements KeyDerivationProvider {
    @Override
    public String id() {
        return "platform";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public KeyDerivation create() {
        return Providers.all(KeyDerivationProvider.class).stream()
                .filter(other -> !other.id().equals(id()))
                .findFirst()
                .map(other -> new PlatformKeyDerivation(other.create()))
                .orElseThrow(() -> new ConfigurationException(
                        ErrorCode.PROVIDER_MISSING,
                        "The platform has no BLAKE3 and no Argon2; add io.discret:discret-crypto-bouncycastle."));
    }
}
