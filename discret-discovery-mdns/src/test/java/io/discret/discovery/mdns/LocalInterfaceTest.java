package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalInterfaceTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.1.7, 24, 192.168.1.250, true",
        "192.168.1.7, 24, 192.168.2.7, false",
        "10.9.129.1, 17, 10.9.255.255, true",
        "10.9.129.1, 17, 10.9.127.255, false",
        "10.9.129.1, 0, 203.0.113.1, true",
        "10.9.129.1, 32, 10.9.129.1, true",
        "10.9.129.1, 32, 10.9.129.2, false",
        "fe80::1, 64, fe80::2%1, true",
        "fe80::1, 64, fe80::2%9, false",
        "fe80::1, 64, 2001:db8::2, false",
        "fe80::1, 64, 10.9.129.1, false",
    })
    @DisplayName("An address is reached when the prefix is common")
    void prefixes(String own, int prefix, String other, boolean reached) throws Exception {
        LocalInterface one = new LocalInterface(1, "any", InetAddress.getByName(own), prefix);
        assertThat(one.reaches(InetAddress.getByName(other))).isEqualTo(reached);
    }

    @Test
    @DisplayName("An interface that came back under its name is another one")
    void anotherIndexIsAnotherInterface() {
        InetAddress address = InetAddress.getLoopbackAddress();
        assertThat(new LocalInterface(2, "wlan0", address, 24))
                .isNotEqualTo(new LocalInterface(3, "wlan0", address, 24))
                .isEqualTo(new LocalInterface(2, "wlan0", address, 24));
    }
}
