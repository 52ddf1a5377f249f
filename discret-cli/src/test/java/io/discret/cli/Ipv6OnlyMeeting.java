package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs in a network of its own whose only interface has no IPv4 address: two devices of one person meet there. */
final class Ipv6OnlyMeeting {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Ipv6OnlyMeeting() {}

    public static void main(String[] arguments) throws Exception {
        // What one machine sends to its own address goes by loopback, which must not be a way to meet by IPv4.
        ip("link", "set", "lo", "up");
        ip("-4", "addr", "flush", "dev", "lo");
        ip("link", "add", "wlan0", "type", "veth", "peer", "name", "other");
        ip("link", "set", "other", "addrgenmode", "none");
        ip("link", "set", "other", "up");
        ip("link", "set", "wlan0", "up");
        Path folder = Path.of(arguments[0]);
        try (Discret one = open(folder.resolve("one"));
                Discret two = open(folder.resolve("two"))) {
            one.mutate(
                    "mutate { chat.Message { room_id: $room content: $text } }",
                    Parameters.of("room", one.privateRoom(), "text", "by IPv6"));
            boolean came = Eventually.within(PATIENCE, () -> two.query("query { res: chat.Message { content } }")
                    .text()
                    .contains("by IPv6"));
            System.out.println("exchanged by IPv6: " + came);
        }
    }

    private static Discret open(Path folder) {
        try (KeyMaterial keys = KeyMaterial.of(new byte[KeyMaterial.SIZE])) {
            return Discret.open(Configuration.builder()
                    .model("chat { Message { content: String } }")
                    .applicationKey("example.org/ipv6")
                    .keyMaterial(keys)
                    .folder(folder)
                    .announceFrequencyInMs(1000)
                    .enableMulticast(false)
                    .enableDnsSd(true)
                    .multicastIpv4Interface("0.0.0.0")
                    .build());
        }
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }
}
