package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.testkit.SignerAgreement;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every signer of the build beside every other: the same signatures, the same verdicts (docs/protocol/20 §6). */
class SignersAgreeTest {
    private static final int ROUNDS = 150;

    @Test
    void all_signers_judge_alike() {
        Map<String, Signer> signers = new TreeMap<>();
        for (SignerProvider provider : Providers.all(SignerProvider.class)) {
            if (provider.unavailable().isEmpty()) {
                signers.put(provider.id(), provider.create());
            }
        }
        assertThat(signers).containsKeys("bouncycastle", "tink");
        long seed = System.nanoTime();

        try {
            SignerAgreement.check(signers, new SplittableRandom(seed), ROUNDS);
        } catch (AssertionError e) {
            throw new AssertionError("Seed " + seed, e);
        }
    }
}
