package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.testkit.VirtualTime;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By virtual time: what is said when (RFC 6762). */
class PublisherTest {
    private static final LocalInterface CABLE = new LocalInterface(2, "eth0", InetAddress.getLoopbackAddress(), 8);
    private static final LocalInterface WIFI = new LocalInterface(3, "wlan0", InetAddress.getLoopbackAddress(), 8);
    private static final DnsMessage QUESTION =
            DnsMessage.question(new DnsMessage.Question(Service.KIND, DnsRecord.PTR));
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final int PORT = 50123;

    private final VirtualTime time = new VirtualTime(1);
    private final Recording wire = new Recording();
    private final Publisher publisher = new Publisher(
            wire,
            time.machine("one").environment(),
            time.machine("one").environment().scheduler().serial("timers"));

    private record Said(LocalInterface through, DnsMessage message, long at) {
        boolean tells() {
            return message.response() && message.answers().get(0).ttl() > 0;
        }
    }

    private final class Recording implements Publisher.Wire {
        private final List<Said> said = new ArrayList<>();
        private List<LocalInterface> interfaces = List.of(CABLE);

        @Override
        public List<LocalInterface> interfaces() {
            return interfaces;
        }

        @Override
        public boolean send(LocalInterface through, byte[] message) {
            return said.add(new Said(through, DnsReader.read(ByteBuffer.wrap(message)), time.nanos()));
        }

        List<Said> answers() {
            return said.stream().filter(Said::tells).toList();
        }
    }

    @Test
    @DisplayName("An announce is said at once and again after a second, then no more (§8.3)")
    void saidTwice() {
        assertThat(publisher.announce(List.of(MESSAGE), PORT)).isTrue();
        time.run(Duration.ofMinutes(10));

        assertThat(wire.said).extracting(Said::at).containsExactly(0L, Publisher.AGAIN.toNanos());
        assertThat(wire.said.get(0).message())
                .usingRecursiveComparison()
                .isEqualTo(wire.said.get(1).message());
    }

    @Test
    @DisplayName("What is replaced before is not said again, and the instance keeps its name (§8.4)")
    void replaced() {
        publisher.announce(List.of(MESSAGE), PORT);
        publisher.announce(List.of(MESSAGE), PORT);
        time.run(Duration.ofMinutes(10));

        assertThat(wire.said).hasSize(3);
        assertThat(wire.said.stream().map(one -> one.message().answers()).distinct())
                .hasSize(1);
    }

    @Test
    @DisplayName("A question is answered after 20 to 120 ms, to all at once, once for all who ask (§6)")
    void answered() {
        // Given
        publisher.announce(List.of(MESSAGE), PORT);
        time.run(Duration.ofMinutes(1));
        wire.said.clear();
        long start = time.nanos();

        // When
        for (int i = 0; i < 100; i++) {
            publisher.asked(QUESTION, CABLE);
        }
        time.run(Duration.ofMinutes(1));

        // Then
        assertThat(wire.said).hasSize(1);
        assertThat(Duration.ofNanos(wire.said.get(0).at() - start))
                .isBetween(Publisher.LEAST_DELAY, Publisher.MOST_DELAY);
    }

    @Test
    @DisplayName("A flood of questions brings one answer a second, on the interface it comes from (§6)")
    void flood() {
        // Given
        wire.interfaces = List.of(CABLE, WIFI);
        publisher.announce(List.of(MESSAGE), PORT);
        time.run(Duration.ofMinutes(1));
        wire.said.clear();

        // When
        for (int i = 0; i < 1000; i++) {
            publisher.asked(QUESTION, WIFI);
            time.run(Duration.ofMillis(10));
        }

        // Then
        assertThat(wire.said).hasSizeBetween(8, 11).extracting(Said::through).containsOnly(WIFI);
    }

    @Test
    @DisplayName("Questions about other things, and of those who know, get no answer (§7.1)")
    void notAnswered() {
        // Given
        publisher.announce(List.of(MESSAGE), PORT);
        time.run(Duration.ofMinutes(1));
        DnsRecord own = wire.said.get(0).message().answers().get(0);
        wire.said.clear();

        // When
        DnsName printers = DnsName.of("_ipp", "_tcp", "local");
        publisher.asked(DnsMessage.question(new DnsMessage.Question(printers, DnsRecord.PTR)), CABLE);
        publisher.asked(DnsMessage.question(new DnsMessage.Question(Service.KIND, DnsRecord.TXT)), CABLE);
        publisher.asked(new DnsMessage(false, QUESTION.questions(), List.of(own), List.of()), CABLE);
        time.run(Duration.ofMinutes(1));

        // Then
        assertThat(wire.said).isEmpty();
    }

    @Test
    @DisplayName("Who knows for less than half of the time is told again (§7.1); instance and host are answered too")
    void answeredToo() {
        // Given
        publisher.announce(List.of(MESSAGE), PORT);
        DnsMessage told = wire.said.get(0).message();
        DnsRecord own = told.answers().get(0);
        DnsRecord old = new DnsRecord(own.name(), false, Service.TTL / 2 - 1, own.data());
        DnsName instance = ((DnsRecord.Pointer) own.data()).target();
        DnsName host = ((DnsRecord.Service) told.additional().get(0).data()).host();
        List<DnsMessage> questions = List.of(
                new DnsMessage(false, QUESTION.questions(), List.of(old), List.of()),
                DnsMessage.question(new DnsMessage.Question(instance, DnsRecord.TXT)),
                DnsMessage.question(new DnsMessage.Question(instance, DnsRecord.SRV)),
                DnsMessage.question(new DnsMessage.Question(host, DnsRecord.A)),
                DnsMessage.question(new DnsMessage.Question(Service.KIND, DnsRecord.ANY)));

        for (DnsMessage question : questions) {
            // When
            time.run(Duration.ofMinutes(1));
            wire.said.clear();
            publisher.asked(question, CABLE);
            time.run(Duration.ofSeconds(1));

            // Then
            assertThat(wire.said).hasSize(1);
        }
    }

    @Test
    @DisplayName("Changes without end are said ten times a minute in the long run, the last one surely (§8.4)")
    void paced() {
        // When: a change every 100 ms for ten minutes
        for (int i = 0; i < 6000; i++) {
            assertThat(publisher.announce(List.of(new byte[] {(byte) i, (byte) (i >> 8)}), PORT))
                    .isTrue();
            time.run(Duration.ofMillis(100));
        }
        time.run(Duration.ofMinutes(1));

        // Then
        Set<String> different = new HashSet<>();
        wire.answers().forEach(one -> different.add(java.util.Arrays.toString(message(one))));
        assertThat(different).hasSizeBetween(100, SendingPace.RESERVE + 10 * 11);
        assertThat(message(wire.said.get(wire.said.size() - 1))).containsExactly(5999 & 0xff, 5999 >> 8);
    }

    @Test
    @DisplayName("A request to dial is said twice and not kept: who asks later is not told")
    void requestsAreNotKept() {
        assertThat(publisher.say(MESSAGE, PORT)).isTrue();
        time.run(Duration.ofMinutes(1));
        assertThat(wire.answers()).hasSize(2);
        wire.said.clear();

        publisher.asked(QUESTION, CABLE);
        time.run(Duration.ofMinutes(1));

        assertThat(wire.said).isEmpty();
    }

    @Test
    @DisplayName("Where an interface came, it asks who is there and tells who is here")
    void anInterfaceCame() {
        publisher.announce(List.of(MESSAGE), PORT);
        time.run(Duration.ofMinutes(1));
        wire.said.clear();
        wire.interfaces = List.of(CABLE, WIFI);

        publisher.came(List.of(WIFI));

        assertThat(wire.said).extracting(Said::through).containsExactly(WIFI, WIFI);
        assertThat(wire.said).extracting(one -> one.message().response()).containsExactly(false, true);
    }

    @Test
    @DisplayName("At the start it asks twice, after 20 to 120 ms (§5.2)")
    void asks() {
        publisher.ask();
        time.run(Duration.ofMinutes(10));

        assertThat(wire.said).extracting(Said::message).containsExactly(QUESTION, QUESTION);
        assertThat(Duration.ofNanos(wire.said.get(0).at())).isBetween(Publisher.LEAST_DELAY, Publisher.MOST_DELAY);
    }

    @Test
    @DisplayName("A close says goodbye with TTL 0, once, and nothing after it (§10.1)")
    void goodbye() {
        // Given
        publisher.announce(List.of(MESSAGE, MESSAGE), PORT);
        wire.said.clear();

        // When
        publisher.close();
        publisher.close();
        publisher.asked(QUESTION, CABLE);
        publisher.came(List.of(CABLE));
        assertThat(publisher.announce(List.of(MESSAGE), PORT)).isFalse();
        assertThat(publisher.say(MESSAGE, PORT)).isFalse();
        time.run(Duration.ofMinutes(1));

        // Then
        assertThat(wire.said).hasSize(2);
        assertThat(wire.said).allSatisfy(one -> {
            assertThat(one.message().answers()).extracting(DnsRecord::ttl).containsExactly(0L);
            assertThat(one.message().additional()).extracting(DnsRecord::ttl).containsExactly(0L);
        });
    }

    @Test
    @DisplayName("A part that is needed no more is withdrawn")
    void fewerParts() {
        publisher.announce(List.of(MESSAGE, MESSAGE), PORT);
        DnsRecord second = wire.said.get(1).message().answers().get(0);
        wire.said.clear();

        publisher.announce(List.of(MESSAGE), PORT);

        assertThat(wire.said.get(0).message().answers())
                .containsExactly(new DnsRecord(second.name(), false, 0, second.data()));
        assertThat(wire.answers()).hasSize(1);
    }

    private static byte[] message(Said said) {
        return said.message().additional().stream()
                .filter(one -> one.data() instanceof DnsRecord.Text)
                .map(one -> ServiceText.read(((DnsRecord.Text) one.data()).strings())
                        .message())
                .findFirst()
                .orElseThrow();
    }
}
