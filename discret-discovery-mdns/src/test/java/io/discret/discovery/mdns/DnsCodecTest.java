package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1035 §4, RFC 6762 §18. */
class DnsCodecTest {
    /** A printer, as a responder of another program tells it: every name but the first is shortened by a pointer. */
    private static final String PRINTER =
            "000084000000000100000003045f697070045f746370056c6f63616c00000c000100001194000a075072696e746572c0"
                    + "0cc0270021800100000078000d00000000027704686f7374c016c0270010800100001194000a09747874766572733d31"
                    + "c04300018001000000780004c0000207";

    @Test
    @DisplayName("Names that are continued elsewhere are read")
    void compressedNames() throws Exception {
        DnsMessage message = read(HexFormat.of().parseHex(PRINTER));

        DnsName kind = DnsName.of("_ipp", "_tcp", "local");
        DnsName instance = kind.under("printer");
        DnsName host = DnsName.of("host", "local");
        assertThat(message.response()).isTrue();
        assertThat(message.answers())
                .containsExactly(new DnsRecord(kind, false, 4500, new DnsRecord.Pointer(instance)));
        assertThat(message.additional()).hasSize(3);
        assertThat(message.additional().get(0))
                .isEqualTo(new DnsRecord(instance, true, 120, new DnsRecord.Service(631, host)));
        assertThat(message.additional().get(1).name()).isEqualTo(instance);
        assertThat(message.additional().get(2))
                .isEqualTo(new DnsRecord(host, true, 120, new DnsRecord.Address(InetAddress.getByName("192.0.2.7"))));
    }

    @Test
    @DisplayName("What is written is read back")
    void writtenAndRead() throws Exception {
        DnsName name = DnsName.of("a", "b", "local");
        List<DnsRecord> records = List.of(
                new DnsRecord(Service.KIND, false, 0, new DnsRecord.Pointer(name)),
                new DnsRecord(name, true, 120, new DnsRecord.Service(65535, name)),
                new DnsRecord(name, true, 120, new DnsRecord.Address(InetAddress.getByName("fe80::1"))),
                new DnsRecord(name, true, 120, new DnsRecord.Address(InetAddress.getByName("192.0.2.7"))));
        DnsMessage message = new DnsMessage(
                false,
                List.of(new DnsMessage.Question(Service.KIND, DnsRecord.PTR)),
                records.subList(0, 1),
                records.subList(1, 4));

        assertThat(read(DnsWriter.write(message))).isEqualTo(message);
    }

    @Test
    @DisplayName("Names differ not by the case of ASCII letters (RFC 6762 §16)")
    void caseOfLetters() {
        assertThat(DnsName.of("_Discret", "_UDP", "Local")).isEqualTo(Service.KIND);
    }

    @ParameterizedTest
    @CsvSource({
        "'', has a size that is none",
        "0000000000, has a size that is none",
        "000078000000000000000000, is of another kind",
        "000084030000000000000000, is of another kind",
        "00008400ffff000000000000, has too many records",
        "000084000000000000000000ff, goes on behind its end",
        "000000000001000000000000, ends too early",
        "00000000000100000000000001, ends too early",
        "00000000000100000000000040, has a label of an unknown kind",
        "000084000000000100000000 00 0001 0001 00000000 0003 010203, has an address of a wrong length",
        "000084000000000100000000 00 000c 0001 00000000 0004 016100ff, has a record of a wrong length",
        "000084000000000100000000 00 0001 0001 00000000 0004 010203, ends too early",
    })
    @DisplayName("What is no message is refused")
    void noMessages(String hex, String why) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_MESSAGE))
                .hasMessageContaining(why);
    }

    @Test
    @DisplayName("A name that points to itself, forward, or in a circle is refused")
    void circles() {
        String question = "000000000001000000000000";
        for (String name : List.of("c00c", "c00e", "0161c00c", "0161c00e", "c00dc00c")) {
            byte[] bytes = HexFormat.of().parseHex(question + name + "000c0001");
            assertThatThrownBy(() -> read(bytes)).as(name).isInstanceOf(DiscretException.class);
        }
    }

    @Test
    @DisplayName("A chain of many pointers, each allowed, is refused: it would cost more than it is worth")
    void chains() {
        ByteBuffer bytes = ByteBuffer.allocate(400);
        bytes.putShort((short) 0).putShort((short) 0x8400).putShort((short) 0);
        bytes.putShort((short) 1).putShort((short) 0).putShort((short) 0);
        // A record of an unknown kind whose content is the chain, and behind it a name that begins at the end of it.
        bytes.put((byte) 0).putShort((short) 99).putShort((short) 1).putInt(0).putShort((short) 200);
        int first = bytes.position();
        bytes.put((byte) 0).put((byte) 0);
        for (int i = 1; i < 100; i++) {
            bytes.putShort((short) (0xc000 | first + 2 * (i - 1)));
        }
        bytes.putShort(6, (short) 2);
        bytes.putShort((short) (0xc000 | first + 2 * 99));
        bytes.putShort((short) 99).putShort((short) 1).putInt(0).putShort((short) 0);
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes.array(), bytes.position())))
                .isInstanceOf(DiscretException.class)
                .hasMessageContaining("points to where it may not");
    }

    @Test
    @DisplayName("A name of 255 bytes is read, one of 256 is not")
    void longNames() {
        byte[] longest =
                DnsWriter.write(question(DnsName.of("a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61))));
        assertThat(read(longest).questions()).hasSize(1);

        byte[] longer = HexFormat.of()
                .parseHex("000000000001000000000000" + label(63) + label(63) + label(63) + label(62) + "00000c0001");
        assertThatThrownBy(() -> read(longer)).isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> DnsName.of("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("No bytes crash the reader or keep it busy: cut, changed and invented messages")
    void noBytesCrashIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> good = new ArrayList<>(List.of(
                HexFormat.of().parseHex(PRINTER),
                DnsWriter.write(question(Service.KIND)),
                DnsWriter.write(service().announcement(InetAddress.getLoopbackAddress(), 120)),
                DnsWriter.write(service().goodbye())));
        ServiceWatch watch = new ServiceWatch();
        Assertions.assertThatCode(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        survive(watch, changed(good.get(random.nextInt(good.size())), random));
                    }
                    for (byte[] one : good) {
                        for (int length = 0; length < one.length; length++) {
                            survive(watch, Arrays.copyOf(one, length));
                        }
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("The worst message of 9000 bytes takes no time: all pointers, to the longest chain")
    void theWorstMessage() {
        byte[] worst = new byte[DnsMessage.MAX_SIZE];
        for (int i = 12; i + 1 < worst.length; i += 2) {
            worst[i] = (byte) (0xc0 | (i - 2) >> 8);
            worst[i + 1] = (byte) (i - 2);
        }
        worst[4] = 2;
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            survive(new ServiceWatch(), worst);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    private static void survive(ServiceWatch watch, byte[] bytes) {
        try {
            watch.look(read(bytes), new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 5353));
        } catch (DiscretException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_MESSAGE);
        }
    }

    private static byte[] changed(byte[] good, SplittableRandom random) {
        byte[] bytes = Arrays.copyOf(good, good.length + random.nextInt(4));
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static Service service() {
        byte[] message = new byte[600];
        return new Service(
                Service.KIND.under("instance"),
                Service.LOCAL.under("host"),
                50123,
                new ServiceText(new byte[ServiceText.NONCE_SIZE], message));
    }

    private static DnsMessage question(DnsName name) {
        return DnsMessage.question(new DnsMessage.Question(name, DnsRecord.PTR));
    }

    private static String label(int length) {
        return HexFormat.of().toHexDigits((byte) length) + String.join("", Collections.nCopies(length, "61"));
    }

    private static DnsMessage read(byte[] bytes) {
        return DnsReader.read(ByteBuffer.wrap(bytes));
    }
}
