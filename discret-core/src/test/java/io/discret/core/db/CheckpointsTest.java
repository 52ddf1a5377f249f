package io.discret.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.testkit.Eventually;
import io.discret.testkit.ThreadScheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Checkpoints are written apart from commits, one at a time, and are over when the database is closed. */
final class CheckpointsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final WatchedStore store = new WatchedStore();
    private final ThreadScheduler scheduler = new ThreadScheduler();

    @Test
    void aCommitDoesNotWaitForACheckpoint() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        store.checkpoint = () -> {
            begun.incrementAndGet();
            threads.add(Thread.currentThread().getName());
            awaitQuietly(end);
        };
        Database database = database();

        for (int i = 0; i < 10; i++) {
            OpenDatabase.await(database.write(transaction -> 1));
        }
        assertThat(begun.get()).as("one at a time").isLessThanOrEqualTo(1);
        var closed = database.close();
        assertThat(Eventually.within(SOON, () -> begun.get() == 1)).isTrue();
        assertThat(closed).isNotDone();

        end.countDown();
        closed.get(60, TimeUnit.SECONDS);
        assertThat(threads).containsExactly("checkpoints");
        scheduler.close();
    }

    @Test
    void aFailureHarmsNobody() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        store.checkpoint = () -> {
            begun.incrementAndGet();
            throw new StoreException(ErrorCode.DISK_FULL, "full");
        };
        Database database = database();

        OpenDatabase.await(database.write(transaction -> 1));
        assertThat(Eventually.within(SOON, () -> begun.get() == 1)).isTrue();
        assertThat(Eventually.within(SOON, () -> {
                    database.write(transaction -> 1).join();
                    return begun.get() > 1;
                }))
                .as("the next one is tried")
                .isTrue();
        database.close().get(60, TimeUnit.SECONDS);
        scheduler.close();
    }

    private Database database() {
        Store watched = store;
        return new Database(watched, scheduler, node -> null, Runnable::run, 1, 16);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
