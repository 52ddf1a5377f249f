package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.core.db.Database;
import io.discret.core.db.OpenDatabase;
import io.discret.query.DataModel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call whose thread waits for the commit wakes the writer, and the writer wakes it: nobody else. */
final class WaitingCallTest {
    private static final String INSERT = "mutate { A { x: $x } }";

    private static final Executor ASLEEP = task -> {
        throw new IllegalStateException("A thread is woken that has nothing to do with the call.");
    };

    @Test
    void theCallerBuildsAndSigns(@TempDir Path folder) throws Exception {
        try (LocalPeer peer = new LocalPeer(folder, DataModel.system().update("{ A { x: Integer } }"))) {
            MutationExecutor mutations = peer.mutations(ASLEEP);

            String id = OpenDatabase.await(mutations.mutateForWaiting(INSERT, Parameters.of("x", 1)))
                    .id("A");

            String stored = OpenDatabase.await(peer.queries.query("query { A { id x } }", Parameters.create()))
                    .text();
            assertThat(stored).contains(id);
            assertThat(OpenDatabase.await(peer.queries.queryForWaiting("query { A { id x } }", Parameters.create()))
                            .text())
                    .isEqualTo(stored);
            assertThatThrownBy(() -> OpenDatabase.await(mutations.mutate(INSERT, Parameters.of("x", 2))))
                    .as("a call that does not wait is built elsewhere")
                    .hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusalsAreThoseOfAnyCall(@TempDir Path folder) {
        try (LocalPeer peer = new LocalPeer(folder, DataModel.system().update("{ A { x: Integer } }"))) {
            assertThatThrownBy(() -> OpenDatabase.await(
                            peer.mutations(ASLEEP).mutateForWaiting("mutate { B { x: 1 } }", Parameters.create())))
                    .hasCauseInstanceOf(DiscretException.class);
        }
    }

    @Test
    void theWriterAnswers(@TempDir Path folder) throws Exception {
        try (OpenDatabase open = new OpenDatabase(folder, node -> null, 16)) {
            Database deaf = open.database.completingOn(task -> {});
            CompletableFuture<Integer> never = deaf.write(transaction -> 1);
            CompletableFuture<Integer> answered = deaf.forWaiting().write(transaction -> 2);
            CompletableFuture<Integer> refused = deaf.forWaiting().write(transaction -> {
                throw new DiscretException(ErrorCode.UNKNOWN_ID, "no");
            });

            assertThat(answered.get(60, TimeUnit.SECONDS)).isEqualTo(2);
            assertThatThrownBy(() -> OpenDatabase.await(refused)).hasCauseInstanceOf(DiscretException.class);
            assertThat(never).isNotDone();
        }
    }
}
