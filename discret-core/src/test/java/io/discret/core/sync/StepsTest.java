package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final List<CompletableFuture<Void>> begun = new ArrayList<>();

    private CompletableFuture<Void> steps(int elements, int atOnce) {
        return Steps.each(IntStream.range(0, elements).boxed().iterator(), atOnce, number -> {
            CompletableFuture<Void> one = new CompletableFuture<>();
            begun.add(one);
            return one;
        });
    }

    @Test
    @DisplayName("One more begins when one has ended, never more than allowed, and all are done at the end")
    void fewAtOnce() {
        CompletableFuture<Void> all = steps(4, 2);
        assertThat(begun).hasSize(2);

        begun.get(1).complete(null);
        assertThat(begun).hasSize(3);
        begun.get(0).complete(null);
        begun.get(2).complete(null);
        assertThat(all).isNotDone();
        begun.get(3).complete(null);

        assertThat(all).isCompleted();
    }

    @Test
    @DisplayName("After a failure nothing begins, and the end waits for what is under way")
    void failureWaits() {
        CompletableFuture<Void> all = steps(5, 2);

        begun.get(0).completeExceptionally(new IllegalStateException("first"));
        assertThat(begun).hasSize(2);
        assertThat(all).isNotDone();
        begun.get(1).completeExceptionally(new IllegalStateException("second"));

        assertThat(all).failsWithin(java.time.Duration.ZERO).withThrowableThat().withMessageContaining("first");
        assertThat(begun).hasSize(2);
    }

    @Test
    @DisplayName("Steps that end at once neither nest nor stop")
    void endedAlready() {
        CompletableFuture<Void> all = Steps.each(
                IntStream.range(0, 100_000).boxed().iterator(), 2, number -> CompletableFuture.completedFuture(null));

        assertThat(all).isCompleted();
    }

    @Test
    @DisplayName("A step that makes another one fail and then throws hides nothing: the first failure is told")
    void aStepThatFailsTwice() {
        IllegalStateException early = new IllegalStateException("early");
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<Void> all = Steps.each(List.of(1, 2, 3).iterator(), 3, number -> {
            if (number == 3) {
                first.completeExceptionally(early);
                throw new IllegalArgumentException("thrown later");
            }
            return number == 1 ? first : second;
        });
        assertThat(all).as("the one under way is waited for").isNotDone();

        second.complete(null);
        assertThat(all).isCompletedExceptionally();
        assertThat(all.handle((nothing, failure) -> failure).join()).isSameAs(early);
    }

    @Test
    @DisplayName("What a step throws ends all of them, and the first failure is told")
    void aStepThatThrows() {
        IllegalStateException thrown = new IllegalStateException("thrown");
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> all = Steps.each(List.of(1, 2, 3).iterator(), 3, number -> {
            if (number == 2) {
                throw thrown;
            }
            assertThat(number).as("none begins after a failure").isEqualTo(1);
            return first;
        });
        assertThat(all).as("the one under way is waited for").isNotDone();

        first.completeExceptionally(new IllegalArgumentException("later"));
        assertThat(all).isCompletedExceptionally();
        assertThat(all.handle((nothing, failure) -> failure).join()).isSameAs(thrown);
    }
}
