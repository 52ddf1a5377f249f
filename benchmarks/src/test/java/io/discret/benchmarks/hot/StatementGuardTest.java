package io.discret.benchmarks.hot;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.spi.Assembly;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.StoreProvider;
import io.discret.testkit.CheapSigner;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Count what is asked of the store. On virtual time two runs ask the same. */
class StatementGuardTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int ROWS = 2_000;
    private static final int GROUP = 1_000;

    /** Begin, the row, its day, commit: nothing is looked up for a new row. */
    private static final long CALLS_OF_ONE = 4;

    /** One counted, as a group may hold 1,024; with one commit for each row it would be 1,000. */
    private static final long COMMITS_OF_A_GROUP = 2;

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(1);
    private final VirtualMachine machine = time.machine("alone");
    private CountedStore store;
    private Discret app;

    @BeforeEach
    void open() {
        KeyDerivation keyDerivation = KeyDerivation.discover();
        VirtualNetwork network = new VirtualNetwork(time);
        store = new CountedStore(Providers.byId(
                StoreProvider.class, Providers.all(StoreProvider.class), "sqlcipher", "discret-store-sqlcipher"));
        Configuration configuration = Engines.configuration(folder).build();
        app = Discret.open(
                configuration,
                new Assembly(
                        Optional.of(machine.environment()),
                        store,
                        network.transport(machine),
                        List.of(),
                        new CheapSigner(keyDerivation),
                        keyDerivation));
        time.run(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        time.await(app.async().close(), LIMIT);
    }

    @Test
    @DisplayName("A mutation alone asks the store for a bounded number of things, in a day of any size")
    void aMutationAlone() {
        mutate(1);
        long few = callsOfOne();
        mutate(ROWS);
        time.run(Duration.ofMinutes(1)); // texts that were put off are entered when nobody writes

        long many = callsOfOne();

        assertThat(few).as("calls, few rows: %s", store).isBetween(3L, CALLS_OF_ONE);
        assertThat(many).as("calls, many rows: %s", store).isEqualTo(few);
    }

    @Test
    @DisplayName("What waits is written in few commits")
    void aGroup() {
        mutate(1);
        long before = commits();

        mutate(GROUP);

        assertThat(commits() - before).as("commits").isBetween(1L, COMMITS_OF_A_GROUP);
    }

    private long callsOfOne() {
        long before = store.calls();
        long commits = commits();
        mutate(1);
        assertThat(commits() - commits).as("commits").isEqualTo(1);
        return store.calls() - before;
    }

    private long commits() {
        return store.calls("commit") + store.calls("commitLazily");
    }

    private void mutate(int rows) {
        List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            answers.add(
                    app.async().mutate(Engines.INSERT, Parameters.of("room", app.privateRoom(), "text", Rows.text(i))));
        }
        answers.forEach(answer -> time.await(answer, LIMIT));
    }
}
