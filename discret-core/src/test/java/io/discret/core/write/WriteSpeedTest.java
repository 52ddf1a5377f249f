package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.query.DataModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 11 §12: "correlate, keep order", and every answer is there when the stream is closed. Reports its speed. */
final class WriteSpeedTest {
    private static final System.Logger LOG = System.getLogger(WriteSpeedTest.class.getName());
    private static final int ROWS = Integer.getInteger("discret.test.rows", 20_000);
    private static final String TEXT = "mutate { chat.Message { room_id: $room content: $text } }";

    @TempDir
    Path folder;

    @Test
    void aStreamAnswersInOrderAndNothingIsLost() throws Exception {
        try (LocalPeer peer =
                new LocalPeer(folder, DataModel.system().update("chat { Message { content: String } }"))) {
            String room = peer.identity.privateRoom().toString();
            List<Integer> tooEarly = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<QueryResult> last = CompletableFuture.completedFuture(null);
            List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
            long start = System.nanoTime();
            try (MutationStream stream = peer.mutations.stream(2048, peer.open.scheduler.serial("stream answers"))) {
                for (int i = 0; i < ROWS; i++) {
                    CompletableFuture<QueryResult> answer = stream.send(TEXT, parameters(room, i));
                    answers.add(answer);
                    int number = i;
                    CompletableFuture<QueryResult> previous = last;
                    answer.thenRun(() -> {
                        if (!previous.isDone()) {
                            tooEarly.add(number);
                        }
                    });
                    last = answer;
                }
            }
            long end = System.nanoTime();
            int one = ROWS / 10;
            for (int i = 0; i < one; i++) {
                peer.mutate(TEXT, parameters(room, i));
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "stream {0} rows/s, one at a time {1} rows/s",
                    ROWS * 1_000_000_000L / (end - start),
                    one * 1_000_000_000L / (System.nanoTime() - end));

            assertThat(answers).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
            assertThat(tooEarly).isEmpty();
            String count = peer.query("query { chat.Message { n: count() } }", Parameters.create())
                    .text();
            assertThat(count).contains("\"n\":" + (ROWS + one));
        }
    }

    private static Parameters parameters(String room, int number) {
        return Parameters.of("room", room, "text", String.format("%050d", number));
    }
}
