package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.StoreProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same jar works on the module path and on the class path. */
final class ServicesTest {
    @Test
    void theModuleAndTheClassPathOfferTheSameProviders() throws IOException {
        ModuleDescriptor module;
        List<String> listed;
        try (InputStream descriptor = resource("/module-info.class");
                InputStream services = resource("/META-INF/services/" + StoreProvider.class.getName())) {
            module = ModuleDescriptor.read(descriptor);
            listed = new String(services.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }

        assertThat(module.provides()).singleElement().satisfies(provides -> {
            assertThat(provides.service()).isEqualTo(StoreProvider.class.getName());
            assertThat(provides.providers()).isEqualTo(listed);
        });
        assertThat(listed).containsExactly(SqlCipherStoreProvider.class.getName());
    }

    private static InputStream resource(String name) {
        InputStream stream = SqlCipherStoreProvider.class.getResourceAsStream(name);
        assertThat(stream).as(name).isNotNull();
        return stream;
    }
}
