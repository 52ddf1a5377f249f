package io.discret.core.write;

import static io.discret.core.races.Races.atOnce;
import static io.discret.core.races.Races.check;
import static io.discret.core.races.Races.repeat;

import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream of mutations with a sender, those who answer, and the end at once. */
@Timeout(300) // only stops what hangs, also on a machine that is busy
class OrderedMutationStreamRaceTest {
    private static void answer(CompletableFuture<QueryResult> result) {
        result.complete(null); // what the answer says does not matter to the stream
    }

    /** Commits that end out of order are answered in the order in which they were sent. */
    @Test
    void answersComeInTheOrderSent() {
        repeat(() -> {
            List<CompletableFuture<QueryResult>> results = new ArrayList<>();
            List<String> answers = new ArrayList<>(); // by one thread at a time, or it shows
            OrderedMutationStream stream = new OrderedMutationStream(
                    (text, parameters) -> {
                        CompletableFuture<QueryResult> result = new CompletableFuture<>();
                        results.add(result);
                        return result;
                    },
                    3);
            for (String text : List.of("a", "b", "c")) {
                stream.send(text, Parameters.create()).thenRun(() -> answers.add(text));
            }
            atOnce(
                    () -> {
                        answer(results.get(2));
                        answer(results.get(0));
                    },
                    () -> answer(results.get(1)));
            stream.close();

            check(answers.equals(List.of("a", "b", "c")), "answered " + answers);
            check(stream.inFlight() == 0, "in flight " + stream.inFlight());
        });
    }

    /** Who waits for a place gets it, and the end waits for every answer. */
    @Test
    void theSenderWaitsForAPlaceAndTheEndForTheAnswers() {
        repeat(() -> {
            Commits commits = new Commits();
            List<String> answers = new ArrayList<>();
            OrderedMutationStream stream = new OrderedMutationStream((text, parameters) -> commits.add(), 1);
            atOnce(
                    () -> {
                        stream.send("a", Parameters.create()).thenRun(() -> answers.add("a"));
                        stream.send("b", Parameters.create()).thenRun(() -> answers.add("b"));
                        stream.close();
                        check(answers.equals(List.of("a", "b")), "at the end answered " + answers);
                    },
                    () -> {
                        answer(commits.next());
                        answer(commits.next());
                    });

            check(commits.most == 1, "more under way than allowed");
        });
    }

    /** What waits for its commit. */
    private static final class Commits {
        private final List<CompletableFuture<QueryResult>> waiting = new ArrayList<>();
        private int most;

        synchronized CompletableFuture<QueryResult> add() {
            CompletableFuture<QueryResult> result = new CompletableFuture<>();
            waiting.add(result);
            most = Math.max(most, waiting.size());
            notifyAll();
            return result;
        }

        synchronized CompletableFuture<QueryResult> next() {
            try {
                while (waiting.isEmpty()) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return waiting.remove(0);
        }
    }
}
