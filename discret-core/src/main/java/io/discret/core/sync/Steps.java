package io.discret.core.sync;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Do something to one element after the other, or to a few at once.
 *
 * <p>A loop, not a chain: neither the stack nor the memory grows with the number of elements. Stages must complete on the
 * executor of the caller.
 */
final class Steps<T> {
    private final Iterator<T> elements;
    private final int atOnce;
    private final Function<? super T, ? extends CompletionStage<?>> step;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int underWay;
    private @Nullable Throwable failed;

    private Steps(Iterator<T> elements, int atOnce, Function<? super T, ? extends CompletionStage<?>> step) {
        this.elements = elements;
        this.atOnce = atOnce;
        this.step = step;
    }

    /** Take the elements as they are asked for; the first failure ends it. */
    static <T> CompletableFuture<Void> each(
            Iterator<T> elements, Function<? super T, ? extends CompletionStage<?>> step) {
        return each(elements, 1, step);
    }

    /** Take up to {@code atOnce} elements together; after a failure no more are taken, and it ends with those under way. */
    static <T> CompletableFuture<Void> each(
            Iterator<T> elements, int atOnce, Function<? super T, ? extends CompletionStage<?>> step) {
        Steps<T> steps = new Steps<>(elements, atOnce, step);
        steps.run();
        return steps.done;
    }

    private void run() {
        while (failed == null && underWay < atOnce && begin()) {}
        if (underWay > 0) {
            return;
        }
        if (failed == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failed);
        }
    }

    /** Begin with the next element; false when there is none. */
    @SuppressWarnings("CatchingUnchecked") // whatever a step throws, the caller gets an answer
    private boolean begin() {
        try {
            if (!elements.hasNext()) {
                return false;
            }
            CompletableFuture<?> one = step.apply(elements.next()).toCompletableFuture();
            if (!one.isDone() || one.isCompletedExceptionally()) {
                underWay++;
                one.whenComplete((value, failure) -> {
                    underWay--;
                    failed = failed == null ? failure : failed;
                    run();
                });
            }
        } catch (Exception | Error failure) {
            failed = failed == null ? failure : failed;
        }
        return true;
    }
}
