package io.discret.benchmarks.hot;

import io.discret.api.KeyMaterial;
import io.discret.core.identity.Identity;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;

/** Choose a signer by its id. Stateless. */
final class Signers {
    private static final String APPLICATION = "example.org/benchmark";

    private Signers() {}

    static Signer of(String id) {
        return Providers.byId(SignerProvider.class, Providers.all(SignerProvider.class), id, "discret-crypto-" + id)
                .create();
    }

    /** The user of all benchmarks. */
    static Identity identity(Signer signer, KeyDerivation keyDerivation) {
        return Identity.of(APPLICATION, KeyMaterial.of(new byte[KeyMaterial.SIZE]), signer, keyDerivation);
    }
}
