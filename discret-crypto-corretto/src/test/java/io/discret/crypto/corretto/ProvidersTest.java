package io.discret.crypto.corretto;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Provider;
import io.discret.spi.Providers;
import io.discret.spi.SignerProvider;
import io.discret.testkit.ServiceFiles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void theSameProviderStandsInTheModuleAndOnTheClassPath() {
        ServiceFiles.assertEqualToModule(Path.of("target", "classes"));
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(Providers.all(SignerProvider.class)).extracting(Provider::id).containsExactly("corretto");
    }

    @Test
    void loadingItRegistersNothing() {
        new CorrettoSignerProvider().unavailable();

        assertThat(java.security.Security.getProvider("AmazonCorrettoCryptoProvider"))
                .isNull();
    }

    /** Given neither the classes nor the library of AWS-LC, the provider says so and can still be listed. */
    @Test
    void withoutTheJarOfThePlatformItSaysSo() throws Exception {
        URL[] path = {placeOf(CorrettoSignerProvider.class), placeOf(Provider.class)};
        try (URLClassLoader alone = new URLClassLoader(path, null)) {
            Object provider = alone.loadClass(CorrettoSignerProvider.class.getName())
                    .getConstructor()
                    .newInstance();

            Object why = provider.getClass().getMethod("unavailable").invoke(provider);

            assertThat((Optional<?>) why).hasValueSatisfying(sentence -> assertThat((String) sentence)
                    .contains("AmazonCorrettoCryptoProvider", "classifier of this platform"));
        }
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
