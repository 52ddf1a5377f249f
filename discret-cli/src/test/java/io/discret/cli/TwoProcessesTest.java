package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices as two processes: real QUIC, real encrypted files, real signatures. */
@Tag("process")
class TwoProcessesTest {
    private static final String SECRET = "4b".repeat(32);
    private static final int ROWS = 20_000;
    private static final int LENGTH = 50;

    @TempDir
    Path folder;

    /** The reference does not manage 8,000 rows of one day. */
    @Test
    void a_day_of_twenty_thousand_rows_arrives() {
        try (Device laptop = new Device("laptop", folder, SECRET, "224.0.0.224:22411").start();
                Device phone = new Device("phone", folder, SECRET, "224.0.0.224:22411")) {
            laptop.writeMany(ROWS, LENGTH);

            phone.start();
            phone.awaitCount(ROWS, Duration.ofMinutes(1));

            Map<String, String> written = laptop.messages();
            assertThat(written).hasSize(ROWS);
            assertThat(written.values())
                    .allSatisfy(content -> assertThat(content).hasSize(LENGTH));
            assertThat(phone.messages()).isEqualTo(written);
            JsonNode found = phone.query("query { res: chat.Message(search(\"number 19999\")) { id content } }");
            assertThat(found).hasSize(1);
            assertThat(Set.of(Map.entry(
                            found.path(0).path("id").asText(),
                            found.path(0).path("content").asText())))
                    .isSubsetOf(written.entrySet());
        }
    }
}
