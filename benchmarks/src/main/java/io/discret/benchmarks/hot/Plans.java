package io.discret.benchmarks.hot;

import io.discret.query.DataModel;
import io.discret.query.Languages;
import io.discret.query.Mutation;
import io.discret.query.Query;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parse texts, check them against a model and plan them: what the cache of plans spares the second time. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Plans {
    private final DataModel model = DataModel.system().update(Engines.MODEL);

    @Benchmark
    public Query page() {
        return Languages.query(model, Engines.PAGE);
    }

    @Benchmark
    public Query nested() {
        return Languages.query(model, Engines.PARENTS);
    }

    @Benchmark
    public Mutation mutation() {
        return Languages.mutation(model, Engines.INSERT);
    }
}
