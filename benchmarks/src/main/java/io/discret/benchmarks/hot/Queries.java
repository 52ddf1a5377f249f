package io.discret.benchmarks.hot;

import io.discret.api.Discret;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Ask a filled database what applications ask most. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Queries {
    private static final int TAGGED = 20;
    private static final int PARENTS = 100;

    /** Both stores that come with the command. */
    @Param({"sqlcipher", "h2"})
    public String store = "";

    /** Rows of the table. */
    @Param("20000")
    public int rows;

    private final Path folder = Folders.make();
    private Discret app;
    private Parameters room;
    private Parameters id;

    @Setup
    public void fill() {
        app = Discret.open(Engines.configuration(folder).store(store).build());
        Engines.insert(app, rows);
        Engines.insertTagged(app, TAGGED, PARENTS);
        room = Parameters.of("room", app.privateRoom());
        id = Parameters.of(
                "id",
                app.query("query { r: chat.Message(first 1) { id } }")
                        .list("r", Row.class)
                        .get(0)
                        .id());
    }

    /** What a query of an id gives. */
    public record Row(String id) {}

    @Benchmark
    public QueryResult newestPage() {
        return app.query(Engines.PAGE, room);
    }

    @Benchmark
    public QueryResult byId() {
        return app.query(Engines.BY_ID, id);
    }

    @Benchmark
    public QueryResult indexedFilter() {
        return app.query(Engines.INDEXED);
    }

    @Benchmark
    public QueryResult search() {
        return app.query(Engines.SEARCH);
    }

    @Benchmark
    public QueryResult nested() {
        return app.query(Engines.PARENTS);
    }

    @TearDown
    public void close() {
        app.close();
        Folders.delete(folder);
    }
}
