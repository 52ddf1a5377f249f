package io.discret.benchmarks.hot;

import io.discret.api.Discret;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
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

/** Write through a whole engine: one mutation that waits, and a stream of many. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Mutations {
    private static final int STREAM = 1024;

    /** Both stores that come with the command. */
    @Param({"sqlcipher", "h2"})
    public String store = "";

    private final Path folder = Folders.make();
    private Discret app;

    @Setup
    public void open() {
        app = Discret.open(Engines.configuration(folder).store(store).build());
    }

    @Benchmark
    public QueryResult one() {
        return app.mutate(Engines.INSERT, Parameters.of("room", app.privateRoom(), "text", Rows.text(0)));
    }

    @Benchmark
    @OperationsPerInvocation(STREAM)
    public void ofAStream() {
        Engines.insert(app, STREAM);
    }

    @TearDown
    public void close() {
        app.close();
        Folders.delete(folder);
    }
}
