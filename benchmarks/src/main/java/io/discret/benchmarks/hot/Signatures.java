package io.discret.benchmarks.hot;

import io.discret.spi.Signer;
import java.util.Arrays;
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

/** Sign and check one row: what each writer and each receiver does for every row. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Signatures {
    /** Every signer that comes with the command. */
    @Param({"bouncycastle", "tink", "corretto"})
    public String signer = "";

    private final byte[] hash = new byte[32];
    private Signer chosen;
    private Signer.SigningKey key;
    private byte[] publicKey;
    private byte[] signature;

    @Setup
    public void choose() {
        chosen = Signers.of(signer);
        byte[] seed = new byte[Signer.KEY_SIZE];
        Arrays.fill(seed, (byte) 7);
        key = chosen.key(seed);
        publicKey = key.publicKey();
        signature = key.sign(hash);
    }

    @Benchmark
    public byte[] sign() {
        return key.sign(hash);
    }

    @Benchmark
    public Signer.Verification verify() {
        return chosen.verify(publicKey, hash, signature);
    }

    @TearDown
    public void close() {
        key.close();
    }
}
