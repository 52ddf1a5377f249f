package io.discret.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.ConfigurationException;
import io.discret.spi.Providers;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.testkit.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NettyTransportProviderTest {
    private final TransportProvider provider = new NettyTransportProvider();
    private final TestCertificate good = TestCertificate.of(CertificateKey.ED25519);

    @Test
    @DisplayName("The provider is found, works here and promises what reference peers need (40 §2.1)")
    void theProviderIsFound() {
        assertThat(Providers.all(TransportProvider.class))
                .filteredOn(found -> found.id().equals("netty"))
                .singleElement()
                .satisfies(found -> assertThat(found.priority()).isEqualTo(100))
                .satisfies(found -> assertThat(found.unavailable()).isEmpty())
                .satisfies(found -> assertThat(found.dialsEd25519()).isTrue())
                .satisfies(found -> assertThat(found.certificateKeys())
                        .containsExactly(CertificateKey.ED25519, CertificateKey.ECDSA_P256));
    }

    @Test
    @DisplayName("A certificate or key that cannot be read is refused when opening, without being shown")
    void aBadCertificateIsRefused() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        byte[] damaged = good.privateKey().clone();
        damaged[0] ^= 1;

        assertThatThrownBy(() -> provider.open(options(any, new byte[] {1, 2, 3}, good.privateKey())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PKCS #8");
        assertThatThrownBy(() -> provider.open(options(any, good.certificate(), damaged)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PKCS #8");
    }

    @Test
    @DisplayName("A port in use is an error that names the address")
    void aPortInUseIsRefused() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Transport first = provider.open(options(any, good.certificate(), good.privateKey()))) {
            assertThatThrownBy(
                            () -> provider.open(options(first.localAddress(), good.certificate(), good.privateKey())))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(String.valueOf(first.localAddress().getPort()));
        }
    }

    private static TransportOptions options(InetSocketAddress bind, byte[] certificate, byte[] key) {
        return TransportOptions.defaults(bind, certificate, key, List.of("h3"), Runnable::run);
    }
}
