package io.discret.benchmarks.versus;

import io.discret.benchmarks.hot.Rows;
import io.discret.benchmarks.hot.Stores;
import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;

/** Insert rows into the encrypted store without an engine: {@code StoreAlone FOLDER PORTIONS-BEFORE ROWS}. */
final class StoreAlone {
    /** As many as a group of the engine holds. */
    private static final int GROUP = 1024;

    private StoreAlone() {}

    /** Prints the rows a second of the last portion. */
    public static void main(String[] arguments) {
        int before = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        try (Store store = Stores.open("sqlcipher", Path.of(arguments[0], "data"))) {
            for (int i = 0; i < before; i++) {
                insert(store.writer(), i * rows, rows);
            }
            long from = System.nanoTime();
            insert(store.writer(), before * rows, rows);
            System.out.println(rows * 1e9 / (System.nanoTime() - from));
        }
    }

    private static void insert(StoreWriter writer, int first, int rows) {
        for (int number = first; number < first + rows; number += GROUP) {
            writer.begin();
            for (int i = number; i < Math.min(first + rows, number + GROUP); i++) {
                writer.putNode(Rows.node(i), Rows.text(i));
            }
            writer.commitLazily(); // as the engine does
        }
    }
}
