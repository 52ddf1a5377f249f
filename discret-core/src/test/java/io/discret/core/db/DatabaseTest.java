package io.discret.core.db;

import static io.discret.core.db.OpenDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import io.discret.testkit.StoreRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    private static final Uid ROOM = StoreRows.uid(7);
    private static final long DAY = 86_400_000;
    private static final int MOST = 64;

    @TempDir
    Path folder;

    private OpenDatabase open;
    private Database database;

    @BeforeEach
    void openIt() {
        open = new OpenDatabase(folder, node -> null, MOST);
        database = open.database;
    }

    @AfterEach
    void closeIt() throws Exception {
        open.close();
    }

    private CompletableFuture<Void> put(long number, long mdate) {
        return database.write(tx -> {
            tx.putNode(StoreRows.node(number, ROOM, "1.0", mdate, "{}"), null);
            return null;
        });
    }

    private boolean stored(long number) throws Exception {
        return await(database.read(store -> store.node(StoreRows.uid(number)) != null));
    }

    /** Keeps the writer busy until the latch is opened, so that what follows gathers; returns when it has begun. */
    private CompletableFuture<Void> hold(CountDownLatch latch) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> held = database.write(tx -> {
            begun.countDown();
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return null;
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        return held;
    }

    private static ErrorCode codeOf(CompletableFuture<?> future) {
        Throwable failure = catchThrowable(() -> await(future));
        assertThat(failure).hasCauseInstanceOf(DiscretException.class);
        return ((DiscretException) failure.getCause()).code();
    }

    /** 21 §18: "while one batch is written, up to write_buffer_length requests wait for the next one". */
    @Test
    void writesWhatWaitsInOneTransaction() throws Exception {
        ConcurrentLinkedQueue<Changes> commits = new ConcurrentLinkedQueue<>();
        database.onCommit(Database.WRITER, commits::add);
        CountDownLatch latch = new CountDownLatch(1);
        List<CompletableFuture<Void>> writes = new ArrayList<>();

        writes.add(hold(latch));
        for (int i = 1; i <= 2 * MOST; i++) {
            writes.add(put(i, i));
        }
        latch.countDown();
        for (CompletableFuture<Void> write : writes) {
            await(write);
        }

        assertThat(commits).hasSizeLessThanOrEqualTo(3);
        assertThat(stored(2 * MOST)).isTrue();
    }

    /** 21 §18: "Rights, validation and parse errors … affect only their request". */
    @Test
    void aRefusedTaskLeavesNothingAndHarmsNobody() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        hold(latch);
        CompletableFuture<Void> before = put(1, 1);
        CompletableFuture<Void> refused = database.write(tx -> {
            tx.putNode(StoreRows.node(2, ROOM, "1.0", 5 * DAY, "{}"), null);
            throw new DiscretException(ErrorCode.NOT_AUTHORISED, "no");
        });
        CompletableFuture<Void> broken = database.write(tx -> {
            tx.store().deleteNode(StoreRows.uid(1));
            throw new IllegalStateException("a defect");
        });
        CompletableFuture<Void> after = put(3, 3);
        latch.countDown();

        await(before);
        await(after);
        assertThat(codeOf(refused)).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(codeOf(broken)).isEqualTo(ErrorCode.INTERNAL);
        assertThat(stored(1)).isTrue();
        assertThat(stored(2)).isFalse();
        assertThat(stored(3)).isTrue();
        List<DailyLog> marked = await(database.read(store -> store.markedDays()));
        assertThat(marked).extracting("date").containsExactly(0L);
    }

    /** "Where to do better" 15: "Failure … leaves the transaction open and blocks all later writes: roll back always". */
    @Test
    void aFailureOfTheGroupRollsAllBackAndTheNextGroupIsWritten() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture<Void> first = hold(latch);
        CompletableFuture<Void> neighbour = put(1, 1);
        CompletableFuture<Void> broken = database.write(new WriteTask<Void>() {
            @Override
            public Void run(WriteTransaction tx) {
                tx.putNode(StoreRows.node(2, ROOM, "1.0", 2, "{}"), null);
                throw new IllegalStateException("promised to refuse before writing");
            }

            @Override
            public boolean refusesBeforeWriting() {
                return true;
            }
        });
        latch.countDown();
        await(first);

        assertThat(codeOf(neighbour)).isEqualTo(ErrorCode.INTERNAL);
        assertThat(codeOf(broken)).isEqualTo(ErrorCode.INTERNAL);
        await(put(3, 3));
        assertThat(stored(1)).isFalse();
        assertThat(stored(3)).isTrue();
    }

    /** Who sent all that a commit changed in a room need not be told; one task of somebody else is enough that he must. */
    @Test
    void tellsWhetherAllOfARoomCameFromOnePeer() throws Exception {
        Object peer = new Object();
        Uid mixed = StoreRows.uid(8);
        ConcurrentLinkedQueue<Changes> commits = new ConcurrentLinkedQueue<>();
        CountDownLatch latch = new CountDownLatch(1);
        hold(latch);
        database.onCommit(Database.WRITER, commits::add);
        for (int i = 1; i <= 4; i += 2) {
            long number = i;
            database.write(tx -> {
                tx.from(peer);
                tx.putNode(StoreRows.node(number, ROOM, "1.0", 1, "{}"), null);
                tx.putNode(StoreRows.node(number + 1, mixed, "1.0", 1, "{}"), null);
                return null;
            });
        }
        CompletableFuture<Void> own = database.write(tx -> {
            tx.putNode(StoreRows.node(9, mixed, "1.0", 1, "{}"), null);
            return null;
        });
        latch.countDown();
        await(own);

        Changes all = commits.stream().filter(one -> !one.isEmpty()).findFirst().orElseThrow();
        assertThat(all.isOnlyFrom(ROOM, peer)).isTrue();
        assertThat(all.isOnlyFrom(ROOM, new Object())).isFalse();
        assertThat(all.isOnlyFrom(mixed, peer)).isFalse();
    }

    /** 11 §11.4: a row moved between rooms marks its new day and the day of the stored version in the old room. */
    @Test
    void marksTheOldAndTheNewDayOnce() throws Exception {
        ConcurrentLinkedQueue<Changes> commits = new ConcurrentLinkedQueue<>();
        await(put(1, DAY + 5));
        database.onCommit(Database.WRITER, commits::add);
        Uid other = StoreRows.uid(8);

        await(database.write(tx -> {
            NodeVersion old = tx.reader().versions(List.of(StoreRows.uid(1))).get(StoreRows.uid(1));
            tx.putNode(StoreRows.node(1, other, "1.0", 3 * DAY + 1, "{}"), old);
            tx.markDay(other, "1.0", 3 * DAY + 2);
            return null;
        }));

        assertThat(commits).hasSize(1);
        List<String> days = new ArrayList<>();
        commits.element().forEach((room, entity, day) -> days.add(room + " " + entity + " " + day));
        assertThat(days).containsExactly(ROOM + " 1.0 " + DAY, other + " 1.0 " + 3 * DAY);
    }

    @Test
    void refusesEverythingAfterTheEndAndFinishesWhatWaits() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        hold(latch);
        CompletableFuture<Void> waiting = put(1, 1);

        CompletableFuture<Void> closed = database.close();

        assertThat(closed).isNotDone();
        assertThat(codeOf(put(2, 2))).isEqualTo(ErrorCode.CLOSED);
        assertThat(codeOf(database.read(StoreReader::lastDays))).isEqualTo(ErrorCode.CLOSED);
        latch.countDown();
        await(waiting);
        await(closed);
        assertThat(open.store.reader().node(StoreRows.uid(1))).isNotNull();
    }
}
