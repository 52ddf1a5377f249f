package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a link without IPv4: found by DNS-SD at an address of the link, dialed there, rows exchanged (40 §3, §7.5). */
@Timeout(300)
class Ipv6OnlyMeetingTest {
    private static final List<List<String>> WAYS = List.of(List.of("unshare", "-n"), List.of("unshare", "-Urn"));

    @TempDir
    Path folder;

    @Test
    void two_devices_meet_on_a_link_without_ipv4() throws Exception {
        Optional<List<String>> way = way();
        assumeTrue(way.isPresent(), "no network of its own: a link without IPv4 needs root or user namespaces, and ip");
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this machine has no IPv6");

        List<String> command = new ArrayList<>(way.get());
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                ChildJvm.classPath(),
                Ipv6OnlyMeeting.class.getName(),
                folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("exchanged by IPv6: true");
        assertThat(process.waitFor()).isZero();
    }

    private static Optional<List<String>> way() throws InterruptedException {
        for (List<String> way : WAYS) {
            List<String> command = new ArrayList<>(way);
            command.addAll(List.of("ip", "link", "add", "discret0", "type", "veth", "peer", "name", "discret1"));
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() == 0) {
                    return Optional.of(way);
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
