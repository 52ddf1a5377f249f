package io.discret.benchmarks.versus;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Have many threads call mutate, each waiting for its answer: {@code ThreadsMutate FOLDER THREADS ROWS}. */
final class ThreadsMutate {
    private static final String INSERT = "mutate { chat.Message { room_id:$room content:$text } }";

    private ThreadsMutate() {}

    /** Prints the rows a second of the second half. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int threads = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try (Discret app = Discret.open(Configuration.builder()
                .model(Program.MODEL)
                .applicationKey("benchmark")
                .keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]))
                .folder(Path.of(arguments[0]))
                .enableMulticast(false)
                .build())) {
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
                            INSERT,
                            Parameters.of("room", app.privateRoom(), "text", "message lorem ipsum dolor sit " + row));
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }
}
