package io.discret.beacon;

import io.discret.spi.Transport;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String path = String.join(
                File.pathSeparator,
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""),
                Path.of("target", "classes").toString(),
                Path.of("target", "test-classes").toString());
        return new BeaconProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        path,
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

    /**
     * Memory of the process in bytes, native memory included.
     *
     * @param which "VmRSS" = now, "VmHWM" = the most so far
     */
    long memory(String which) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            if (line.startsWith(which + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
