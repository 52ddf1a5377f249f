package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol/40 §7.5. */
class ServiceWatchTest {
    private static final AnnounceHeader HEADER = new AnnounceHeader(Uid.of(new byte[16]), new byte[32], new byte[64]);
    private static final MulticastMessage MESSAGE =
            new MulticastMessage.Announcement(new Announce(HEADER, List.of(new MeetingToken(5))), 50123);

    private final ServiceWatch watch = new ServiceWatch();

    @Test
    @DisplayName("An announce is found once, whoever asks, and again with another nonce")
    void foundOnce() throws Exception {
        InetSocketAddress sender = sender("192.168.1.7");

        assertThat(watch.look(told(1, "192.168.1.7"), sender).messages())
                .containsExactly(new ServiceWatch.Announced(MESSAGE, new InetSocketAddress("192.168.1.7", 50123)));
        assertThat(watch.look(told(1, "192.168.1.7"), sender).messages()).isEmpty();
        assertThat(watch.look(told(2, "192.168.1.7"), sender).messages()).hasSize(1);
    }

    @Test
    @DisplayName("What came by another way in another order is not found again")
    void anotherOrder() throws Exception {
        InetSocketAddress sender = sender("192.168.1.7");
        watch.look(told(1, "192.168.1.7"), sender);
        watch.look(told(2, "192.168.1.7"), sender);

        assertThat(watch.look(told(1, "192.168.1.7"), sender).messages()).isEmpty();
        assertThat(watch.look(told(2, "192.168.1.7"), sender).messages()).isEmpty();
    }

    @Test
    @DisplayName("A goodbye tells nothing")
    void goodbye() throws Exception {
        InetSocketAddress sender = sender("192.168.1.7");
        DnsMessage withdrawn = service(1, MESSAGE.encoded()).announcement(sender.getAddress(), 0);

        assertThat(watch.look(withdrawn, sender)).isEqualTo(new ServiceWatch.Found(List.of(), 0));
    }

    @ParameterizedTest
    @CsvSource({
        // record, sender, dialed
        "192.168.1.7, 192.168.1.7, 192.168.1.7",
        "192.168.1.7, 192.168.2.1, 192.168.1.7",
        "10.1.2.3, 192.168.2.1, 10.1.2.3",
        "203.0.113.5, 192.168.2.1, 192.168.2.1",
        "127.0.0.1, 192.168.2.1, 192.168.2.1",
        "224.0.0.1, 192.168.2.1, 192.168.2.1",
        "fe80::7, 192.168.2.1, 192.168.2.1",
    })
    @DisplayName(
            "The sender is dialed; a record is believed only where a reflector stands between, and not beyond local networks")
    void whomToDial(String record, String sender, String dialed) throws Exception {
        assertThat(watch.look(told(1, record), sender(sender)).messages())
                .extracting(one -> one.address().getAddress())
                .containsExactly(InetAddress.getByName(dialed));
    }

    @Test
    @DisplayName("Of very many instances the oldest are forgotten: memory stays bounded")
    void memoryIsBounded() throws Exception {
        InetSocketAddress sender = sender("192.168.1.7");
        for (int i = 0; i < 3 * ServiceWatch.MAX_REMEMBERED; i++) {
            Service service = new Service(
                    Service.KIND.under("i" + i),
                    Service.LOCAL.under("h"),
                    1,
                    new ServiceText(new byte[8], MESSAGE.encoded()));
            watch.look(service.announcement(sender.getAddress(), 120), sender);
        }
        assertThat(watch.remembered()).isEqualTo(ServiceWatch.MAX_REMEMBERED);
    }

    @Test
    @DisplayName("A service of ours that cannot be read is counted; those of others are none of our business")
    void malformed() throws Exception {
        InetSocketAddress sender = sender("192.168.1.7");
        byte[] portZero = new MulticastMessage.InitiateConnection(HEADER, new MeetingToken(1), 0).encoded();
        DnsName printer = DnsName.of("printer", "_ipp", "_tcp", "local");
        DnsRecord foreign = new DnsRecord(printer, true, 120, new DnsRecord.Text(new byte[] {0}));

        assertThat(watch.look(service(1, new byte[] {9}).announcement(sender.getAddress(), 120), sender))
                .isEqualTo(new ServiceWatch.Found(List.of(), 1));
        assertThat(watch.look(service(1, portZero).announcement(sender.getAddress(), 120), sender))
                .isEqualTo(new ServiceWatch.Found(List.of(), 1));
        assertThat(watch.look(DnsMessage.answer(List.of(foreign), List.of()), sender))
                .isEqualTo(new ServiceWatch.Found(List.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 249, 250, 251, 4096})
    @DisplayName("A message of any size goes through the strings of a TXT record")
    void strings(int size) {
        byte[] message = new byte[size];
        message[size - 1] = 7;
        byte[] nonce = {1, 2, 3, 4, 5, 6, 7, 8};

        ServiceText read = ServiceText.read(new ServiceText(nonce, message).strings());

        assertThat(read.message()).isEqualTo(message);
        assertThat(read.nonce()).isEqualTo(nonce);
    }

    @Test
    @DisplayName("Strings that others may add are ignored; those that are cut, doubled or missing are no way in")
    void otherStrings() {
        byte[] nonce = new byte[8];
        byte[] good = new ServiceText(nonce, new byte[] {7}).strings();
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        more.writeBytes(new byte[] {0, 1, 'x', 3, 'y', '=', 'z'});
        more.writeBytes(good);
        more.writeBytes(new byte[] {4, 'm', '0', '=', 9});

        assertThat(ServiceText.read(more.toByteArray()).message()).containsExactly(7);
        assertThatThrownBy(() -> ServiceText.read(new byte[] {5, 'a'})).isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> ServiceText.read(new byte[0])).isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> ServiceText.read(new ServiceText(nonce, new byte[0]).strings()))
                .isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> ServiceText.read(new ServiceText(nonce, new byte[4097]).strings()))
                .isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> ServiceText.read(new ServiceText(new byte[7], new byte[1]).strings()))
                .isInstanceOf(DiscretException.class);
    }

    @Test
    @DisplayName("The longest announce stays within the longest message (RFC 6762 §17)")
    void theLongestAnnounce() throws Exception {
        byte[] longest = new MulticastMessage.Announcement(
                        new Announce(HEADER, Collections.nCopies(566, new MeetingToken(1))), 50123)
                .encoded();
        assertThat(DnsWriter.write(service(1, longest).announcement(InetAddress.getByName("fe80::1"), 120)))
                .hasSizeLessThan(4600);
    }

    private static DnsMessage told(int nonce, String address) throws Exception {
        return service(nonce, MESSAGE.encoded()).announcement(InetAddress.getByName(address), 120);
    }

    private static Service service(int nonce, byte[] message) {
        return new Service(
                Service.KIND.under("instance"),
                Service.LOCAL.under("host"),
                50123,
                new ServiceText(new byte[] {(byte) nonce, 0, 0, 0, 0, 0, 0, 0}, message));
    }

    private static InetSocketAddress sender(String address) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(address), 5353);
    }
}
