package io.discret.core.db;

import static io.discret.core.db.OpenDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Providers;
import io.discret.spi.QueryPlan;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.testkit.Eventually;
import io.discret.testkit.Plans;
import io.discret.testkit.StoreRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits put texts off; no search ever shows it, and nothing waits for long. */
final class SearchUpkeepTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final QueryPlan FOUND =
            Plans.of("1.0").search("words").show("n", Plans.count()).plan("x");

    /** While rows are written by others, each search finds at least what was committed before it, whole and once. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlcipher", "h2"})
    void aSearchFindsEverythingCommittedBefore(String provider, @TempDir Path folder) throws Exception {
        try (OpenDatabase open = new OpenDatabase(folder, node -> "some words", 16, provider(provider))) {
            AtomicInteger committed = new AtomicInteger();
            List<CompletableFuture<?>> writes = new ArrayList<>();
            for (int i = 1; i <= 300; i++) {
                writes.add(put(open, i).thenRun(committed::incrementAndGet));
                if (i % 20 == 0) {
                    int least = committed.get();
                    assertThat(await(open.database.search(SearchUpkeepTest::found)))
                            .isBetween(least, i);
                }
                if (i % 50 == 0) {
                    int least = committed.get();
                    HeldReader held = await(open.database.holdToSearch());
                    assertThat(await(held.read(SearchUpkeepTest::found))).isBetween(least, i);
                    await(held.close(() -> {}));
                }
            }
            for (CompletableFuture<?> write : writes) {
                await(write);
            }
            assertThat(await(open.database.search(SearchUpkeepTest::found))).isEqualTo(300);
        }
    }

    @Test
    void whatWasPutOffIsDoneSoonAndAfterANewStart(@TempDir Path folder) throws Exception {
        // Given rows whose texts wait when the process ends
        try (Store store =
                provider("sqlcipher").open(new StoreOptions(folder.resolve("test"), new byte[32], 2048, 2048, false))) {
            store.writer().begin();
            store.writer().putNode(StoreRows.node(1000, null, "1.0", 1, "{}"), "some words");
            store.writer().commitLazily();
            assertThat(store.writer().searchIsBehind()).isTrue();
        }

        try (OpenDatabase open = new OpenDatabase(folder, node -> "some words", 16)) {
            // When nobody does anything, Then they are entered; and so is what comes later
            assertThat(Eventually.within(SOON, () -> !open.store.writer().searchIsBehind()))
                    .isTrue();
            await(put(open, 1));
            assertThat(Eventually.within(SOON, () -> !open.store.writer().searchIsBehind()))
                    .isTrue();
            assertThat(await(open.database.read(SearchUpkeepTest::found))).isEqualTo(2);
        }
    }

    private static CompletableFuture<Boolean> put(OpenDatabase open, long number) {
        return open.database.write(tx -> {
            tx.putNode(StoreRows.node(number, null, "1.0", number, "{}"), null);
            return true;
        });
    }

    private static int found(StoreReader store) {
        return Integer.parseInt(store.query(FOUND, Map.of()).replaceAll("\\D", ""));
    }

    private static StoreProvider provider(String id) {
        return Providers.choose(StoreProvider.class, Optional.of(id), "discret-store-" + id);
    }
}
