package io.discret.transport.kwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Providers;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.spi.TransportStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class KwikPeersTest {
    private static final int FRAME = 104;

    @ParameterizedTest
    @CsvSource({"kwik,kwik", "kwik,netty", "netty,kwik"})
    @DisplayName("Questions are answered between both libraries in both directions, with a P-256 certificate (60 §2)")
    void bothLibraries(String dialer, String acceptor) throws Exception {
        try (Pair pair = new Pair(provider(dialer), provider(acceptor), CertificateKey.ECDSA_P256, true)) {
            Pair.roundTrips(Pair.open(pair.dial()), 500, FRAME);
        }
    }

    @Test
    @DisplayName("20,000 questions on one stream are all answered: the library stalls, the watch wakes it (60 §3.3)")
    void noStall() throws Exception {
        try (Pair pair = new Pair(provider("kwik"), provider("kwik"), CertificateKey.ECDSA_P256, true)) {
            Pair.roundTrips(Pair.open(pair.dial()), 20_000, FRAME);
        }
    }

    @ParameterizedTest
    @CsvSource({"kwik,netty", "netty,kwik"})
    @DisplayName("Every byte of a bulk transfer arrives, then the end of the stream")
    void bulk(String dialer, String acceptor) throws Exception {
        try (Pair pair = new Pair(provider(dialer), provider(acceptor), CertificateKey.ECDSA_P256, false)) {
            TransportStream stream = Pair.open(pair.dial());
            for (int i = 0; i < 256; i++) {
                stream.write(new byte[64 << 10]);
            }
            stream.finish();
            assertThat(pair.arrived()).isEqualTo(16L << 20);
        }
    }

    @Test
    @DisplayName("An Ed25519 certificate is told at once as one that cannot be dialed, not as silence (60 §3.3)")
    void ed25519CannotBeDialed() {
        try (Pair pair = new Pair(provider("kwik"), provider("netty"), CertificateKey.ED25519, true)) {
            assertFails(pair, "tabuk.coop", true, ErrorCode.UNSUPPORTED);
        }
    }

    @ParameterizedTest
    @CsvSource({"kwik", "netty"})
    @DisplayName("A certificate with another hash is refused whatever name was invented, and without a name (40 §2.4)")
    void anotherHash(String acceptor) {
        try (Pair pair = new Pair(provider("kwik"), provider(acceptor), CertificateKey.ECDSA_P256, true)) {
            assertFails(pair, "abcde.example", false, ErrorCode.CERTIFICATE_REFUSED);
            assertFails(pair, "", false, ErrorCode.CERTIFICATE_REFUSED);
        }
    }

    private static void assertFails(Pair pair, String name, boolean trusted, ErrorCode code) {
        assertThatThrownBy(() -> pair.dialing(name, shown -> trusted).get(9, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static TransportProvider provider(String id) {
        return Providers.all(TransportProvider.class).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
