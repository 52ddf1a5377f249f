package io.discret.core.db;

import static io.discret.core.races.Races.atOnce;
import static io.discret.core.races.Races.check;
import static io.discret.core.races.Races.repeat;

import io.discret.core.races.RacingScheduler;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that read, lent and given back by several threads, also while the database closes. */
@Timeout(300) // only stops what hangs, also on a machine that is busy
class ReadersRaceTest {
    /** A connection is used by one read at a time, and closed once. */
    @Test
    void aConnectionIsLentToOneAtATime() {
        repeat(() -> {
            WatchedStore store = new WatchedStore();
            Readers readers = new Readers(store);
            atOnce(
                    () -> {
                        readers.read(reader -> 1);
                        readers.read(reader -> 1);
                    },
                    () -> readers.read(reader -> 1));
            readers.close();

            check(!store.shared.get(), "two reads had the same connection, or one that was closed");
            check(store.opened.get() <= 2, "more connections than reads at once");
            check(store.opened.get() == store.closed.get(), "a connection stayed open");
        });
    }

    /** Those who hold a snapshot are counted; who lets go twice frees one place only. */
    @Test
    void aPlaceIsFreedOnce() {
        repeat(() -> {
            WatchedStore store = new WatchedStore();
            Readers readers = new Readers(store);
            StoreReader held = readers.hold();
            for (int i = 1; i < Readers.MOST_HELD; i++) {
                readers.hold();
            }
            atOnce(() -> readers.letGo(held), () -> readers.letGo(held));

            readers.hold();
            boolean oneMore = true;
            try {
                readers.hold();
            } catch (io.discret.api.DiscretException full) {
                oneMore = false;
            }
            check(!oneMore, "one place was freed twice");
            check(!store.shared.get(), "a connection was closed twice");
        });
    }

    /** Reads and snapshots against the end: none is left open, whoever comes first. */
    @Test
    void theEndClosesEveryConnection() {
        repeat(() -> {
            WatchedStore store = new WatchedStore();
            RacingScheduler scheduler = new RacingScheduler();
            Database database = new Database(store, scheduler, node -> null, Runnable::run, 2, 2);
            List<Boolean> ended = new ArrayList<>();
            List<CompletableFuture<Integer>> reads = new ArrayList<>();
            atOnce(
                    () -> database.hold().thenCompose(held -> held.close(() -> {})),
                    () -> reads.add(database.read(reader -> 1)),
                    () -> database.close().thenRun(() -> ended.add(true)));
            scheduler.close();

            check(ended.size() == 1, "the end did not come");
            check(reads.get(0).isDone(), "a read was not answered");
            check(store.opened.get() == store.closed.get(), "a connection stayed open");
            check(!store.shared.get(), "a connection was used after its end");
        });
    }
}
