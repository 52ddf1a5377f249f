package io.discret.transport.kwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.testkit.Eventually;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a stream is woken on which the library forgot that there is something to send (60 §3.3). */
@Timeout(60)
class StallWatchTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** What every stream gets, whatever is known of it, comes after three seconds. */
    private static final Duration BEFORE_THE_SURE_ONE = Duration.ofSeconds(2);

    private final Workers workers = new Workers();
    private final AtomicLong losses = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger();
    private final StallWatch watch = new StallWatch(workers, new Counting(), () -> true, losses::get);

    @AfterEach
    void close() {
        watch.stop();
        workers.close();
    }

    /** Bytes that were repeated count as sent: the write that met the repetition seems to be gone too. */
    @Test
    void aLossRightAfterAWriteWakesTheStreamSoon() throws InterruptedException {
        watch.writing();

        losses.incrementAndGet();

        assertThat(Eventually.within(BEFORE_THE_SURE_ONE, () -> wakes.get() == 1))
                .isTrue();
    }

    @Test
    void aLossThatIsNoticedLateWakesTheStreamToo() throws InterruptedException {
        watch.writing();
        assertThat(Eventually.within(SOON, () -> wakes.get() == 1))
                .as("the wake-up that every stream gets")
                .isTrue();

        losses.incrementAndGet();

        assertThat(Eventually.within(BEFORE_THE_SURE_ONE, () -> wakes.get() == 2))
                .isTrue();
    }

    /** The write may be taken for the repetition that waits, and its own bytes be forgotten. */
    @Test
    void aLossRightBeforeAWriteWakesTheStreamToo() throws InterruptedException {
        losses.incrementAndGet();

        watch.writing();

        assertThat(Eventually.within(BEFORE_THE_SURE_ONE, () -> wakes.get() == 1))
                .isTrue();
    }

    @Test
    void withoutALossAStreamIsNotWokenSoon() throws InterruptedException {
        watch.writing();

        assertThat(Eventually.within(BEFORE_THE_SURE_ONE, () -> wakes.get() > 0))
                .isFalse();
    }

    /** An empty entry before the end mark would keep it from being sent. */
    @Test
    void aStreamThatIsBeingFinishedIsNotWokenForALoss() throws InterruptedException {
        watch.writing();
        watch.finishing();

        losses.incrementAndGet();

        assertThat(Eventually.within(BEFORE_THE_SURE_ONE, () -> wakes.get() > 0))
                .isFalse();
    }

    /** Stands for the stream of the library, in which an empty write queues the forgotten request again. */
    private final class Counting extends OutputStream {
        @Override
        public void write(int one) {
            throw new AssertionError("Only empty writes wake.");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            assertThat(length).isZero();
            wakes.incrementAndGet();
        }
    }
}
