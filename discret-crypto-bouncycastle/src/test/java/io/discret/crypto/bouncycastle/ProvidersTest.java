package io.discret.crypto.bouncycastle;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.KeyDerivationProvider;
import io.discret.spi.Provider;
import io.discret.spi.Providers;
import io.discret.spi.SignerProvider;
import io.discret.testkit.ServiceFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void theSameProvidersStandInTheModuleAndOnTheClassPath() {
        ServiceFiles.assertEqualToModule(Path.of("target", "classes"));
    }

    @Test
    void bothAreFoundByTheirName() {
        assertThat(Providers.all(SignerProvider.class))
                .extracting(Provider::id, Provider::priority)
                .contains(org.assertj.core.groups.Tuple.tuple("bouncycastle", 50));
        assertThat(Providers.only(KeyDerivationProvider.class, "discret-crypto-bouncycastle")
                        .id())
                .isEqualTo("bouncycastle");
    }
}
