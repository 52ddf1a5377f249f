package io.discret.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged {@code discret beacon} as a process. */
final class BeaconProgram implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final BufferedReader output;
    private final String address;
    private final String hash;

    private BeaconProgram(Process process) throws IOException {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        address = word("listening ");
        hash = word("certificate_hash ");
    }

    /** Start it in a folder, on loopback in mind: peers with one address are introduced. */
    static BeaconProgram start(Path folder, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("beacon", "--folder", folder.toString(), "--allow-same-ip"));
        arguments.addAll(List.of(more));
        return start(Installed.onModulePath(arguments.toArray(String[]::new)));
    }

    /** Start it by a whole command line. */
    static BeaconProgram start(List<String> command) throws IOException {
        return new BeaconProgram(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    String hash() {
        return hash;
    }

    /** End it as a service is ended, and return its last line. */
    String stop() throws IOException, InterruptedException {
        process.toHandle().destroy(); // unlike the process itself, this leaves its output readable
        String last = word("stopped ");
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The beacon did not end.");
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String word(String key) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(key)) {
                return line.substring(key.length());
            }
        }
        throw new AssertionError("The beacon ended without the line '" + key + "…'.");
    }
}
