package io.discret.crypto.tink;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Provider;
import io.discret.spi.Providers;
import io.discret.spi.SignerProvider;
import io.discret.testkit.ServiceFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void theSameProviderStandsInTheModuleAndOnTheClassPath() {
        ServiceFiles.assertEqualToModule(Path.of("target", "classes"));
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(Providers.all(SignerProvider.class)).extracting(Provider::id).containsExactly("tink");
    }
}
