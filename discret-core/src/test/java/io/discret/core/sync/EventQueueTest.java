package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.rows.SentRow;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.NodeIdentifier;
import io.discret.testkit.StoreRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What waits to be told to a peer that reads slowly is bounded, and nothing is lost (docs/protocol/41 §11.20, §12.2). */
class EventQueueTest {
    private static final Uid ROOM = StoreRows.uid(7);

    private static Optional<SentRow> namesOnly(NodeIdentifier name) {
        return Optional.empty();
    }

    /** A line on which each event leaves when the test says so. */
    private static final class SlowLine implements SessionLink {
        private final List<RemoteEvent> sent = new ArrayList<>();
        private CompletableFuture<Void> leaving = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> sendEvent(byte[] message) {
            sent.add(RemoteEvent.decode(message));
            leaving = new CompletableFuture<>();
            return leaving;
        }

        @Override
        public CompletionStage<Void> sendAnswer(byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> sendQuery(byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void readAnswers(boolean wanted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void readQueries(boolean wanted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean speaksOwn() {
            return true;
        }

        @Override
        public void close(long code) {
            throw new UnsupportedOperationException();
        }
    }

    private final SlowLine line = new SlowLine();
    private final EventQueue queue = new EventQueue(line, Runnable::run);

    private static Map<String, List<NodeIdentifier>> named(long row) {
        return Map.of("1.0", List.of(new NodeIdentifier(StoreRows.uid(row), row, StoreRows.signature(row))));
    }

    private void allLeave() {
        for (int before = -1; before != line.sent.size(); ) {
            before = line.sent.size();
            line.leaving.complete(null);
        }
    }

    @Test
    void theSameNewsWaitsOnce() {
        queue.send(new RemoteEvent.Ready());
        for (int i = 0; i < 100; i++) {
            queue.dataChanged(ROOM, Map.of(), EventQueueTest::namesOnly);
            queue.send(new RemoteEvent.RoomDefinitionChanged(ROOM));
        }
        allLeave();
        assertThat(line.sent)
                .containsExactly(
                        new RemoteEvent.Ready(),
                        new RemoteEvent.RoomDataChanged(ROOM),
                        new RemoteEvent.RoomDefinitionChanged(ROOM));
    }

    /** That a whole room changed says more than which rows did; after it has left, rows are named again. */
    @Test
    void rowsAreNotNamedWhileTheWholeRoomWaits() {
        queue.send(new RemoteEvent.Ready());
        queue.dataChanged(ROOM, Map.of(), EventQueueTest::namesOnly);
        queue.dataChanged(ROOM, named(1), EventQueueTest::namesOnly);
        allLeave();
        queue.dataChanged(ROOM, named(2), EventQueueTest::namesOnly);
        allLeave();
        assertThat(line.sent)
                .containsExactly(
                        new RemoteEvent.Ready(),
                        new RemoteEvent.RoomDataChanged(ROOM),
                        new RemoteEvent.RowsChanged(ROOM, "1.0", named(2).get("1.0")));
    }

    @Test
    void noMoreNamesThanTheBoundWait() {
        queue.send(new RemoteEvent.Ready());
        for (int i = 0; i < 1000; i++) {
            queue.dataChanged(StoreRows.uid(i), named(i), EventQueueTest::namesOnly);
        }
        allLeave();
        assertThat(line.sent.stream().filter(RemoteEvent.RowsChanged.class::isInstance))
                .hasSize(64);
        assertThat(line.sent.stream().filter(RemoteEvent.RoomDataChanged.class::isInstance))
                .as("all others are told as a whole")
                .hasSize(1000 - 64);
        queue.dataChanged(ROOM, named(1), EventQueueTest::namesOnly);
        assertThat(line.sent).last().isInstanceOf(RemoteEvent.RowsChanged.class);
    }

    @Test
    void nothingIsSentOnALineThatIsGone() {
        queue.send(new RemoteEvent.Ready());
        queue.dataChanged(ROOM, Map.of(), EventQueueTest::namesOnly);
        line.leaving.completeExceptionally(new IllegalStateException("gone"));
        assertThat(line.sent).containsExactly(new RemoteEvent.Ready());
    }
}
