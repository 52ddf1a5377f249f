package io.discret.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Providers;
import io.discret.spi.StoreProvider;
import io.discret.testkit.ServiceFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServicesTest {
    @Test
    void theSameProviderStandsInTheModuleAndOnTheClassPath() {
        ServiceFiles.assertEqualToModule(Path.of("target", "classes"));
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(Providers.choose(StoreProvider.class, Optional.of("h2"), "discret-store-h2"))
                .isInstanceOf(H2StoreProvider.class);
    }
}
