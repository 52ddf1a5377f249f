package io.discret.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.CircuitId;
import io.discret.spi.KeyDerivation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** When a dial has been overtaken by a connection of the peer (docs/protocol/40 §9). */
class CircuitsTest {
    private static final VerifyingKey FRIEND = key(1);
    private static final VerifyingKey OTHER = key(2);

    private final Circuits<String> circuits = new Circuits<>();
    private final CircuitId circuit = CircuitId.of(uid(1), uid(2), KeyDerivation.discover());
    private final InetAddress here = address(1);
    private final InetAddress elsewhere = address(2);

    @Test
    void nobodyCameIn() {
        assertThat(circuits.isOvertaken(circuit, FRIEND, here)).isFalse();
    }

    @Test
    void aConnectionFromTheAddressThatWasDialedOvertakesTheDial() {
        circuits.open(circuit, uid(7), here, "unproved");

        assertThat(circuits.isOvertaken(circuit, FRIEND, here)).isTrue();
    }

    @Test
    void aStrangerElsewhereWhoClaimsTheEndpointOvertakesNothing() {
        circuits.open(circuit, uid(7), elsewhere, "stranger");

        assertThat(circuits.isOvertaken(circuit, FRIEND, here)).isFalse();
    }

    @Test
    void whoProvedToBeSomebodyElseOvertakesNothing() {
        circuits.open(circuit, uid(7), here, "somebody else");
        circuits.prove(circuit, uid(7), OTHER, "somebody else");

        assertThat(circuits.isOvertaken(circuit, FRIEND, here)).isFalse();
        assertThat(circuits.isOvertaken(circuit, OTHER, elsewhere)).isTrue();
    }

    /** Else the end of the one would leave the other connected for ever. */
    @Test
    void aProofCountsForItsOwnConnectionOnly() {
        CircuitId second = CircuitId.of(uid(1), uid(3), KeyDerivation.discover());
        circuits.open(circuit, uid(7), here, "first");

        assertThat(circuits.prove(second, uid(7), FRIEND, "second").admitted()).isFalse();
        assertThat(circuits.isConnected(second, FRIEND)).isFalse();
    }

    @Test
    void whoEndedIsNotConnected() {
        circuits.open(circuit, uid(7), here, "one");
        circuits.prove(circuit, uid(7), FRIEND, "one");
        assertThat(circuits.isConnected(circuit, null)).isTrue();

        assertThat(circuits.remove(circuit, uid(7), "one")).isTrue();
        assertThat(circuits.isConnected(circuit, FRIEND)).isFalse();
        assertThat(circuits.isConnected(circuit, null)).isFalse();
    }

    private static Uid uid(int number) {
        byte[] bytes = new byte[Uid.SIZE];
        bytes[0] = (byte) number;
        return Uid.of(bytes);
    }

    private static VerifyingKey key(int number) {
        byte[] bytes = new byte[VerifyingKey.SIZE];
        bytes[0] = VerifyingKey.ED25519;
        bytes[1] = (byte) number;
        return VerifyingKey.of(bytes);
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
