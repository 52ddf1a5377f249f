package io.discret.core.db;

import io.discret.api.DiscretException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Collect answers and give them out together: one hop to each executor for a whole group. Used by one thread. */
final class Completions {
    private final Map<Executor, List<Runnable>> answers = new LinkedHashMap<>();

    <T> void success(Executor executor, CompletableFuture<T> future, @Nullable T value) {
        add(executor, () -> future.complete(value));
    }

    void failure(Executor executor, CompletableFuture<?> future, DiscretException failure) {
        add(executor, () -> future.completeExceptionally(failure));
    }

    void add(Executor executor, Runnable answer) {
        answers.computeIfAbsent(executor, key -> new ArrayList<>()).add(answer);
    }

    /** Hand everything over, in the order it was added for each executor. */
    void deliver() {
        answers.forEach((executor, tasks) -> executor.execute(() -> tasks.forEach(Runnable::run)));
    }
}
