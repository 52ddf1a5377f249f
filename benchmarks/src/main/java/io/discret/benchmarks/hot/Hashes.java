package io.discret.benchmarks.hot;

import io.discret.core.rows.RowHash;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hash a row as it is signed, and the signatures of a day as they are compared. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Hashes {
    private static final int DAY = 1000;

    private final KeyDerivation keyDerivation = KeyDerivation.discover();
    private final RowHash hash = new RowHash(keyDerivation);
    private final Node row = Rows.node(1);
    private final List<byte[]> signatures =
            IntStream.range(0, DAY).mapToObj(Rows::node).map(Node::signature).toList();

    @Benchmark
    public byte[] row() {
        return hash.of(row);
    }

    @Benchmark
    @OperationsPerInvocation(DAY)
    public byte[] signatureOfADay() {
        KeyDerivation.Hasher hasher = keyDerivation.hasher();
        signatures.forEach(hasher::update);
        return hasher.digest();
    }
}
