package io.discret.benchmarks.hot;

import io.discret.spi.KeyDerivation;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Bring a new device to the state of another one in the same process, from the first announce to the last row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class Pulls {
    /** Both transports, and the virtual network of the test kit without any socket, on one thread. */
    @Param({"netty", "kwik", "memory"})
    public String transport = "";

    /** Both stores that come with the command. */
    @Param({"sqlcipher", "h2"})
    public String store = "";

    /** Every signer that comes with the command. */
    @Param({"bouncycastle", "tink", "corretto"})
    public String signer = "";

    /** Rows to pull. */
    @Param("10000")
    public int rows;

    private Path folder;
    private PullPair pair;

    @Setup(Level.Iteration)
    public void open() {
        folder = Folders.make();
        PullPair.Parts parts = new PullPair.Parts(store, Signers.of(signer), KeyDerivation.discover(), folder, rows);
        pair = transport.equals("memory") ? new MemoryPair(parts) : new SocketPair(parts, transport);
    }

    @Benchmark
    public void pull() {
        pair.pull();
    }

    @TearDown(Level.Iteration)
    public void close() {
        long pulled = pair.pulled();
        pair.close();
        Folders.delete(folder);
        if (pulled != rows) {
            throw new IllegalStateException(pulled + " of " + rows + " rows were pulled.");
        }
    }
}
