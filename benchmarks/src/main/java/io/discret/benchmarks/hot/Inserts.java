package io.discret.benchmarks.hot;

import io.discret.api.Uid;
import io.discret.spi.Node;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class Inserts {
    private static final int GROUP = 1024;
    private static final int CACHE_KIB = 2048;

    /** Both stores that come with the command. */
    @Param({"sqlcipher", "h2"})
    public String store = "";

    private final Uid room = uid(-1);
    private Path folder;
    private Store open;
    private long number;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("discret-bench");
        open = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.id().equals(store))
                .findFirst()
                .orElseThrow()
                .open(new StoreOptions(folder.resolve("data"), new byte[32], CACHE_KIB, CACHE_KIB, false));
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
            String text = "message number " + number + " lorem ipsum dolor sit amet";
            writer.putNode(row(text), text);
        }
        writer.commit();
    }

    private Node row(String text) {
        byte[] signature = new byte[64];
        ByteBuffer.wrap(signature).putLong(number * 0x9E3779B97F4A7C15L);
        return new Node(
                uid(number), room, number, number, "1.0", "{\"32\":\"" + text + "\"}", null, new byte[33], signature);
    }

    private static Uid uid(long number) {
        return Uid.of(ByteBuffer.allocate(Uid.SIZE).putLong(number).array());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        open.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : List.copyOf(paths.sorted(Comparator.reverseOrder()).toList())) {
                Files.delete(path);
            }
        }
    }
}
