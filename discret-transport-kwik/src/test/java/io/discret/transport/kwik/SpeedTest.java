package io.discret.transport.kwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Providers;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.spi.TransportStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Measure both transports in one process, the second of two runs; {@code -Ddiscret.slow=true} turns it on. */
@Tag("slow")
@EnabledIfSystemProperty(named = "discret.slow", matches = "true")
class SpeedTest {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.kwik");
    private static final int ROUNDS = 5000;
    private static final int CHUNK = 64 << 10;
    private static final long BULK = 64L << 20;

    @Test
    void kwikBesideNetty() throws Exception {
        for (int run = 1; run <= 2; run++) {
            for (TransportProvider provider : Providers.all(TransportProvider.class)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        provider.id() + " run " + run + ": " + roundTrips(provider) + " round trips/s, "
                                + bulk(provider) + " MB/s");
            }
        }
    }

    private static long roundTrips(TransportProvider provider) throws Exception {
        try (Pair pair = new Pair(provider, provider, CertificateKey.ECDSA_P256, true)) {
            TransportStream stream = Pair.open(pair.dial());
            long start = System.nanoTime();
            Pair.roundTrips(stream, ROUNDS, 104);
            return ROUNDS * 1_000_000_000L / (System.nanoTime() - start);
        }
    }

    private static double bulk(TransportProvider provider) throws Exception {
        try (Pair pair = new Pair(provider, provider, CertificateKey.ECDSA_P256, false)) {
            TransportStream stream = Pair.open(pair.dial());
            long start = System.nanoTime();
            for (long sent = 0; sent < BULK; sent += CHUNK) {
                stream.write(new byte[CHUNK]).toCompletableFuture().join();
            }
            stream.finish();
            assertThat(pair.arrived()).isEqualTo(BULK);
            return Math.round(BULK * 10_000.0 / (System.nanoTime() - start)) / 10.0;
        }
    }
}
