package io.discret.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A fresh device of the other kind takes 20,000 rows of one day.
 *
 * <p>With its default configuration the reference ends every connection at 5,462 rows of a room and day
 * (docs/reference-lab.md §2); with {@code max_object_size_in_kb} 65536 it takes up to 32,766.
 */
@ExtendWith(LiveReference.class)
class ManyRowsTest {
    private static final int ROWS = 20_000;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String COUNT = "query { m: chat.Message { total: count() } }";
    private static final String ENDS =
            "query { first: chat.Message (order_by(id asc), first 50) { id mdate content verifying_key }"
                    + " last: chat.Message (order_by(id desc), first 50) { id mdate content verifying_key } }";

    @TempDir
    Path folder;

    static Stream<Arguments> writers() {
        return Meeting.usual()
                .flatMap(meeting -> Stream.of(Side.values()).map(writer -> Arguments.of(writer, meeting)));
    }

    @ParameterizedTest(name = "20,000 rows of one day, {0} wrote them, {1}")
    @MethodSource("writers")
    void aFreshDeviceTakesADayOfTwentyThousandRows(Side writer, Meeting meeting) throws IOException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try (Lan lan = Lan.open()) {
            Peer.Setting setting = new Peer.Setting(
                    lan,
                    Kept.folder(folder),
                    meeting,
                    "chat { Message { content: String } }",
                    Map.of("max_object_size_in_kb", 65536));
            try (Peer full = new Peer(setting, writer, "full", secret);
                    Peer fresh = new Peer(setting, writer.other(), "fresh", secret)) {
                full.start();
                full.send(Peer.command("stream")
                        .put("n", ROWS)
                        .put("len", 50)
                        .put("room", full.privateRoom)
                        .put("q", "mutate { chat.Message { room_id: $room_id content: $text } }"));
                fresh.start();

                Together.same(
                        full,
                        fresh,
                        COUNT,
                        LIMIT,
                        answer -> answer.path("m").path(0).path("total").asInt() == ROWS);
                Together.same(full, fresh, ENDS, answer -> answer.path("last").size() == 50);
                Together.noComplaints(full, fresh);
            }
        }
    }
}
