package io.discret.discovery.mdns;

import io.discret.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program of the tests in a network of its own: in it no interface is up, not even loopback. */
final class NetworkOfItsOwn {
    private static final List<List<String>> WAYS = List.of(List.of("unshare", "-n"), List.of("unshare", "-Urn"));

    /** Far more than any of these programs takes. */
    private static final long MOST_SECONDS = 120;

    private NetworkOfItsOwn() {}

    /** The command that enters one; empty where this machine allows none, or has no {@code ip}. */
    static Optional<List<String>> way() throws IOException, InterruptedException {
        for (List<String> way : WAYS) {
            List<String> command = new ArrayList<>(way);
            command.addAll(List.of("ip", "link", "add", "discret0", "type", "veth", "peer", "name", "discret1"));
            try {
                if (new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0) {
                    return Optional.of(way);
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Run a program; what it printed, and {@code exit 0} at the end when all went well. */
    static String run(List<String> way, Class<?> program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(way);
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-ea", "-cp", ChildJvm.classPath(), program.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said + "exit " + process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
