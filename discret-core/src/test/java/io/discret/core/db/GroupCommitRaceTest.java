package io.discret.core.db;

import static io.discret.core.races.Races.atOnce;
import static io.discret.core.races.Races.check;
import static io.discret.core.races.Races.repeat;

import io.discret.api.Uid;
import io.discret.core.races.RacingScheduler;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.testkit.MemoryStoreProvider;
import io.discret.testkit.StoreRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of writes while several write, one is the writer and one ends it (docs/protocol/21 §18). */
@Timeout(300) // only stops what hangs, also on a machine that is busy
class GroupCommitRaceTest {
    private static final Uid ROOM = StoreRows.uid(7);

    /** One database of one interleaving. */
    private static final class World {
        private final RacingScheduler scheduler = new RacingScheduler();
        private final Store store =
                new MemoryStoreProvider().open(new StoreOptions(Path.of("races"), new byte[32], 0, 0, false));
        private final Database database;
        private final List<Long> written = new ArrayList<>(); // by the writer only

        World(int mostRequests) {
            database = new Database(store, scheduler, node -> null, Runnable::run, 2, mostRequests);
        }

        CompletableFuture<Long> put(long number) {
            return database.write(tx -> {
                tx.putNode(StoreRows.node(number, ROOM, "1.0", number, "{}"), null);
                written.add(number);
                return number;
            });
        }

        boolean stored(long number) {
            return store.reader().node(StoreRows.uid(number)) != null;
        }
    }

    @Test
    void everyWriteIsAnsweredAndStored() {
        repeat(() -> {
            World world = new World(2);
            List<CompletableFuture<Long>> one = new ArrayList<>();
            List<CompletableFuture<Long>> two = new ArrayList<>();
            atOnce(
                    () -> {
                        one.add(world.put(1));
                        one.add(world.put(2));
                    },
                    () -> two.add(world.put(3)));
            world.scheduler.close();

            check(one.get(0).getNow(0L) == 1 && one.get(1).getNow(0L) == 2, "a write of the first was not answered");
            check(two.get(0).getNow(0L) == 3, "the write of the second was not answered");
            check(world.written.size() == 3, "written: " + world.written);
            check(world.written.indexOf(1L) < world.written.indexOf(2L), "not in the order of the calls");
            check(world.stored(1) && world.stored(2) && world.stored(3), "a write that was answered is not stored");
        });
    }

    /** What is accepted before the end is written; the end comes after it, and nothing comes after the end. */
    @Test
    void theEndWaitsForWhatWasAccepted() {
        repeat(() -> {
            World world = new World(1);
            List<CompletableFuture<Long>> writes = new ArrayList<>();
            List<Integer> atTheEnd = new ArrayList<>();
            atOnce(
                    () -> {
                        writes.add(world.put(1));
                        writes.add(world.put(2));
                    },
                    () -> world.database.close().thenRun(() -> atTheEnd.add(world.written.size())));
            world.scheduler.close();

            check(atTheEnd.size() == 1, "the end did not come");
            check(atTheEnd.get(0) == world.written.size(), "something was written after the end");
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Long> write = writes.get(i);
                check(write.isDone(), "a write was not answered");
                check(write.isCompletedExceptionally() != world.stored(i + 1), "stored and refused, or neither");
            }
        });
    }

    /** 21 §19: on the writer a listener hears of a commit before anybody gets an answer. */
    @Test
    void aListenerHearsOfACommitBeforeItsAnswer() {
        repeat(() -> {
            World world = new World(2);
            List<Long> heard = new ArrayList<>();
            List<Boolean> early = new ArrayList<>();
            world.database.onCommit(Database.WRITER, changes -> changes.named(ROOM)
                    .values()
                    .forEach(rows -> rows.forEach(row -> heard.add(row.mdate()))));
            atOnce(() -> world.put(1).thenAccept(number -> early.add(!heard.contains(number))), () -> world.put(2)
                    .thenAccept(number -> {}));
            world.scheduler.close();

            check(heard.size() == 2, "heard: " + heard);
            check(!early.contains(true), "an answer came before the listener heard of it");
        });
    }
}
