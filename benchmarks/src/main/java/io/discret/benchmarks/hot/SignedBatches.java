package io.discret.benchmarks.hot;

import io.discret.core.identity.Identity;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.RowVerifier;
import io.discret.core.rows.Verified;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

/** Check the rows of a pull on all cores, hashes and checks of the form included. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class SignedBatches {
    /** As many as a query asks for. */
    private static final int BATCH = 2048;

    /** Every signer that comes with the command. */
    @Param({"bouncycastle", "tink", "corretto"})
    public String signer = "";

    private final ExecutorService pool =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private List<Node> rows;
    private BatchVerifier batches;

    @Setup
    public void sign() {
        Signer chosen = Signers.of(signer);
        KeyDerivation keyDerivation = KeyDerivation.discover();
        try (Identity author = Signers.identity(chosen, keyDerivation)) {
            rows = Rows.signed(BATCH, author, keyDerivation);
        }
        batches = new BatchVerifier(new RowVerifier(chosen, keyDerivation), pool);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Verified<Node> verify() {
        Verified<Node> checked = batches.nodes(rows).toCompletableFuture().join();
        if (checked.genuine().size() != BATCH) {
            throw new IllegalStateException("Genuine rows were refused.");
        }
        return checked;
    }

    @TearDown
    public void close() {
        pool.shutdown();
    }
}
