package org.example.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class NearbyTransportTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return new NearbyTransportProvider();
    }

    @Test
    void onlyTheOwnNetworkIsNear() throws Exception {
        assertThat(NearbyTransport.isNear(at(127, 0, 0, 1))).isTrue();
        assertThat(NearbyTransport.isNear(at(192, 168, 7, 7))).isTrue();
        assertThat(NearbyTransport.isNear(at(203, 0, 113, 7))).isFalse();
        assertThat(NearbyTransport.isNear(InetSocketAddress.createUnresolved("localhost", 1)))
                .isFalse();
    }

    private static InetSocketAddress at(int... bytes) throws Exception {
        byte[] host = {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2], (byte) bytes[3]};
        return new InetSocketAddress(InetAddress.getByAddress(host), 1);
    }
}
