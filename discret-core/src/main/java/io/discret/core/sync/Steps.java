package io.discret.core.sync;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Do something to one element after the other.
 *
 * <p>A loop, not a chain: neither the stack nor the memory grows with the number of elements. Stages must complete on the
 * executor of the caller.
 */
final class Steps<T> {
    private final Iterator<T> elements;
    private final Function<? super T, ? extends CompletionStage<?>> step;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Steps(Iterator<T> elements, Function<? super T, ? extends CompletionStage<?>> step) {
        this.elements = elements;
        this.step = step;
    }

    /** Take the elements as they are asked for; the first failure ends it. */
    static <T> CompletableFuture<Void> each(
            Iterator<T> elements, Function<? super T, ? extends CompletionStage<?>> step) {
        Steps<T> steps = new Steps<>(elements, step);
        steps.run();
        return steps.done;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a step throws, the caller gets an answer
    private void run() {
        try {
            while (elements.hasNext()) {
                CompletableFuture<?> one = step.apply(elements.next()).toCompletableFuture();
                if (!one.isDone() || one.isCompletedExceptionally()) {
                    one.whenComplete((value, failure) -> {
                        if (failure == null) {
                            run();
                        } else {
                            done.completeExceptionally(failure);
                        }
                    });
                    return;
                }
            }
            done.complete(null);
        } catch (Exception | Error failure) {
            done.completeExceptionally(failure);
        }
    }
}
