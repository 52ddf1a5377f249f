package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.MeetingToken;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The address in what a beacon sends (docs/protocol/40 §6.5). */
class BeaconMessageTest {
    private static final AnnounceHeader HEADER = new AnnounceHeader(Uid.of(new byte[16]), new byte[32], new byte[64]);
    private static final int HEADER_SIZE = 4 + 120;
    private static final String MAPPED = "00000000000000000000ffffcb007107";

    @Test
    @DisplayName("IPv6 is variant 1: 16 bytes and a port, no link and no flow")
    void ipv6() throws Exception {
        Inet6Address linked =
                Inet6Address.getByAddress(null, InetAddress.getByName("fe80::7").getAddress(), 3);

        byte[] bytes = written(linked);

        assertThat(HexFormat.of().formatHex(bytes, HEADER_SIZE, bytes.length))
                .isEqualTo("01000000" + "fe800000000000000000000000000007" + "cbc3" + "00000000000005");
        assertThat(BeaconMessage.read(new BincodeReader(bytes)).address())
                .isEqualTo(new InetSocketAddress("fe80::7", 50123));
    }

    @Test
    @DisplayName(
            "An IPv6 address that stands for an IPv4 one is written as IPv4, which a peer of the reference can dial")
    void mappedIsWrittenAsIpv4() throws Exception {
        Inet6Address mapped = Inet6Address.getByAddress(null, HexFormat.of().parseHex(MAPPED), 0);

        byte[] bytes = written(mapped);

        assertThat(HexFormat.of().formatHex(bytes, HEADER_SIZE, bytes.length))
                .isEqualTo("00000000" + "cb007107" + "cbc3" + "00000000000005");
    }

    @Test
    @DisplayName("One that is read as such is an IPv4 address from then on: elections compare addresses")
    void mappedIsReadAsIpv4() {
        BincodeWriter out = new BincodeWriter();
        out.u32(0);
        HEADER.write(out);
        out.u32(1).fixed(HexFormat.of().parseHex(MAPPED)).u16(50123);
        out.fixed(new MeetingToken(5).bytes());

        InetSocketAddress read =
                BeaconMessage.read(new BincodeReader(out.toByteArray())).address();

        assertThat(read.getAddress()).isInstanceOf(Inet4Address.class);
        assertThat(read).isEqualTo(new InetSocketAddress("203.0.113.7", 50123));
    }

    private static byte[] written(InetAddress host) {
        BincodeWriter out = new BincodeWriter();
        new BeaconMessage(HEADER, new InetSocketAddress(host, 50123), new MeetingToken(5)).write(out);
        return out.toByteArray();
    }
}
