package io.discret.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol/31 P5: "Decide local from the address of the actual connection (link-local/private …)". */
class LocalAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "::1", "fe80::1", "fd00::1"
            })
    void whatIsReachedWithoutTheInternetIsLocal(String address) throws UnknownHostException {
        assertThat(LocalAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "192.0.2.1", "100.64.0.1", "2001:db8::1", "::ffff:8.8.8.8"})
    void whatIsNotIsFar(String address) throws UnknownHostException {
        assertThat(LocalAddress.is(InetAddress.getByName(address))).isFalse();
    }
}
