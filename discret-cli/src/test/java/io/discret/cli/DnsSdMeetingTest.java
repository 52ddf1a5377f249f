package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.testkit.Eventually;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two devices of one person where only multicast DNS passes: the multicast of the reference is off (40 §7.5). */
@Timeout(180)
class DnsSdMeetingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** Nobody else, not even another build on this machine, is this person. */
    private final byte[] person = new byte[KeyMaterial.SIZE];

    DnsSdMeetingTest() {
        new SecureRandom().nextBytes(person);
    }

    @Test
    void two_devices_meet_by_dns_sd_alone_and_exchange_rows() throws Exception {
        // Given
        try (Discret one = open("one");
                Discret two = open("two")) {
            // When
            one.mutate(
                    "mutate { chat.Message { room_id: $room content: $text } }",
                    Parameters.of("room", one.privateRoom(), "text", "by DNS-SD"));

            // Then
            assertThat(Eventually.within(PATIENCE, () -> messages(two).contains("by DNS-SD")))
                    .isTrue();
        }
    }

    @Test
    void with_both_switched_off_nobody_is_found() throws Exception {
        try (Discret one = open("three", false);
                Discret two = open("four")) {
            CountDownLatch met = new CountDownLatch(1);
            one.events().onEvent(Event.PeerConnected.class, event -> met.countDown());
            two.events().onEvent(Event.PeerConnected.class, event -> met.countDown());

            assertThat(met.await(3, TimeUnit.SECONDS)).isFalse();
        }
    }

    private Discret open(String name) {
        return open(name, true);
    }

    private Discret open(String name, boolean dnsSd) {
        try (KeyMaterial keys = KeyMaterial.of(person)) {
            return Discret.open(Configuration.builder()
                    .model("chat { Message { content: String } }")
                    .applicationKey("example.org/dns-sd")
                    .keyMaterial(keys)
                    .folder(folder.resolve(name))
                    .enableMulticast(false)
                    .enableDnsSd(dnsSd)
                    .multicastIpv4Interface("127.0.0.1")
                    .build());
        }
    }

    private static String messages(Discret app) {
        return app.query("query { res: chat.Message { content } }").text();
    }
}
