package io.discret.beacon;

import io.discret.spi.Transport;
import io.discret.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A beacon in a process of its own, on real QUIC on loopback. */
final class BeaconProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final int port;

    private BeaconProcess(Process process) throws IOException {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        input = process.outputWriter(StandardCharsets.UTF_8);
        port = Integer.parseInt(output.readLine());
    }

    /**
     * Start one.
     *
     * @param heap as in {@code -Xmx}
     * @param limits "usual", or "unlimited" for what one address may do
     */
    static BeaconProcess start(String heap, String limits) throws IOException {
        return new BeaconProcess(new ProcessBuilder(List.of(
                        ChildJvm.java(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        ChildJvm.classPath(),
                        BeaconProgram.class.getName(),
                        limits))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** How to dial it; its certificate is not what is looked at here. */
    Transport.Dial dial() {
        return new Transport.Dial(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "a.com",
                List.of(Beacon.PROTOCOL),
                shown -> true);
    }

    /** Heap, connections, registrations, announces, introductions, dropped. */
    synchronized long[] report(String how) {
        try {
            input.write(how + "\n");
            input.flush();
            String[] words = output.readLine().split(" ");
            long[] numbers = new long[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = Long.parseLong(words[i]);
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Memory of the process in bytes; {@code which} as for {@link ChildJvm#memory}. */
    long memory(String which) {
        return ChildJvm.memory(process.pid(), which) * 1024;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
