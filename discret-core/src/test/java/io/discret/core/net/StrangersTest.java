package io.discret.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Who proves nothing puts out nobody but itself (docs/protocol/31 P15). */
class StrangersTest {
    private final Strangers<Integer> strangers = new Strangers<>(6, 3);

    @Test
    void anAddressPutsOutItsOwnOldest() {
        strangers.add(1, address(1));
        strangers.add(2, address(2));
        strangers.add(3, address(2));
        strangers.add(4, address(2));

        assertThat(strangers.add(5, address(2))).contains(2);
        assertThat(strangers.add(6, address(2))).contains(3);
        assertThat(strangers.size()).isEqualTo(4);
    }

    @Test
    void manyAddressesPutOutTheOldest() {
        for (int i = 1; i <= 6; i++) {
            assertThat(strangers.add(i, address(i))).isEmpty();
        }

        assertThat(strangers.add(7, address(7))).contains(1);
        assertThat(strangers.size()).isEqualTo(6);
    }

    /** Who has proved itself is no stranger: it is not put out, and leaves its place. */
    @Test
    void whoProvedItselfIsNotPutOut() {
        strangers.add(1, address(1));
        strangers.add(2, address(1));
        strangers.add(3, address(1));
        strangers.remove(1);
        strangers.remove(1);

        assertThat(strangers.add(4, address(1))).isEmpty();
        assertThat(strangers.add(5, address(1))).contains(2);
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
