package io.discret.benchmarks.hot;

import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Insert rows with their texts: what an encrypted store alone can do. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Inserts {
    private static final int GROUP = 1024;

    /** Both stores that come with the command. */
    @Param({"sqlcipher", "h2"})
    public String store = "";

    private final Path folder = Folders.make();
    private Store open;
    private int number;

    @Setup
    public void open() {
        open = Stores.open(store, folder.resolve("data"));
    }

    @Benchmark
    @OperationsPerInvocation(GROUP)
    public void commitOf1024() {
        insert(GROUP);
    }

    @Benchmark
    public void commitOfOne() {
        insert(1);
    }

    private void insert(int rows) {
        StoreWriter writer = open.writer();
        writer.begin();
        for (int i = 0; i < rows; i++) {
            number++;
            writer.putNode(Rows.node(number), Rows.text(number));
        }
        writer.commit();
    }

    @TearDown
    public void close() {
        open.close();
        Folders.delete(folder);
    }
}
