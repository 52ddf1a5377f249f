package io.discret.benchmarks.versus;

import io.discret.api.Discret;
import io.discret.api.Parameters;
import io.discret.benchmarks.hot.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Have many threads call mutate, each waiting for its answer: {@code ThreadsMutate FOLDER THREADS ROWS}. */
final class ThreadsMutate {
    private ThreadsMutate() {}

    /** Prints the rows a second of the second half. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int threads = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try (Discret app =
                Discret.open(Engines.configuration(Path.of(arguments[0])).build())) {
            insert(app, callers, threads, rows);
            long from = System.nanoTime();
            insert(app, callers, threads, rows);
            System.out.println(rows * 1e9 / (System.nanoTime() - from));
        } finally {
            callers.shutdown();
        }
    }

    private static void insert(Discret app, ExecutorService callers, int threads, int rows)
            throws InterruptedException, ExecutionException {
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            ends.add(callers.submit(() -> {
                for (int row = 0; row < rows / threads; row++) {
                    app.mutate(
                            Engines.INSERT,
                            Parameters.of("room", app.privateRoom(), "text", "message lorem ipsum dolor sit " + row));
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }
}
