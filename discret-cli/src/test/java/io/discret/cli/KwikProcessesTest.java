package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two devices as two processes, one of them or both on the pure Java transport (docs/protocol/60 §3.3). */
@Tag("process")
class KwikProcessesTest {
    private static final String SECRET = "4d".repeat(32);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"kwik,kwik,22441", "kwik,netty,22442"})
    void messages_travel_both_ways(String ofLaptop, String ofPhone, int port) {
        String group = "224.0.0.224:" + port;
        try (Device laptop = new Device("laptop", folder, SECRET, group)
                        .transport(ofLaptop)
                        .start();
                Device phone = new Device("phone", folder, SECRET, group)
                        .transport(ofPhone)
                        .start()) {
            laptop.writeMany(500, 50);
            phone.awaitCount(500, LIMIT);
            phone.writeMany(500, 50);
            laptop.awaitCount(1000, LIMIT);
            phone.awaitSame(laptop, LIMIT);

            assertThat(laptop.messages()).hasSize(1000);
        }
    }
}
