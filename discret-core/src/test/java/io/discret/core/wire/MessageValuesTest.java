package io.discret.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.MeetingToken;
import io.discret.testkit.StoreRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that hold bytes are values all the same: equal when every part is, and different by any of them. */
class MessageValuesTest {
    private static final Uid A = StoreRows.uid(1);
    private static final Uid B = StoreRows.uid(2);

    private static byte[] bytes(int number) {
        return StoreRows.key(number);
    }

    private static MeetingToken token(int number) {
        byte[] bytes = new byte[MeetingToken.SIZE];
        Arrays.fill(bytes, (byte) number);
        return MeetingToken.of(bytes);
    }

    private static void assertDifferent(Object value, Object same, List<?> others) {
        assertThat(value).isEqualTo(same).hasSameHashCodeAs(same);
        for (Object other : others) {
            assertThat(value).isNotEqualTo(other);
            assertThat(value.hashCode()).isNotEqualTo(other.hashCode());
        }
        assertThat(value).isNotEqualTo("a text");
    }

    /** 40 §5: the date of a definition and the last day of a room, with its digests. */
    @Test
    void aLogOfADefinition() {
        assertDifferent(
                new RoomDefinitionLog(A, 1, 2L, 3, bytes(4), bytes(5)),
                new RoomDefinitionLog(A, 1, 2L, 3, bytes(4), bytes(5)),
                List.of(
                        new RoomDefinitionLog(B, 1, 2L, 3, bytes(4), bytes(5)),
                        new RoomDefinitionLog(A, 9, 2L, 3, bytes(4), bytes(5)),
                        new RoomDefinitionLog(A, 1, null, 3, bytes(4), bytes(5)),
                        new RoomDefinitionLog(A, 1, 2L, null, bytes(4), bytes(5)),
                        new RoomDefinitionLog(A, 1, 2L, 3, null, bytes(5)),
                        new RoomDefinitionLog(A, 1, 2L, 3, bytes(4), bytes(9))));
    }

    /** 40 §4.2: who dials whom, and with which token. */
    @Test
    void aConnectionInfo() {
        assertDifferent(
                new ConnectionInfo(A, B, A, token(1), bytes(2)),
                new ConnectionInfo(A, B, A, token(1), bytes(2)),
                List.of(
                        new ConnectionInfo(B, B, A, token(1), bytes(2)),
                        new ConnectionInfo(A, A, A, token(1), bytes(2)),
                        new ConnectionInfo(A, B, B, token(1), bytes(2)),
                        new ConnectionInfo(A, B, A, token(3), bytes(2)),
                        new ConnectionInfo(A, B, A, token(1), bytes(3))));
    }

    /** The token opens a connection: it stands in no log. */
    @Test
    void aConnectionInfoDoesNotShowItsToken() {
        ConnectionInfo info = new ConnectionInfo(A, B, A, token(0x55), bytes(2));
        assertThat(info.toString()).isEqualTo("ConnectionInfo[" + A + " to " + B + ", " + A + "]");
    }

    /** 40 §4.1: three streams, and no other. */
    @Test
    void aStreamFlagIsOneOfThree() {
        for (StreamFlag flag : StreamFlag.values()) {
            assertThat(StreamFlag.of(flag.code())).isEqualTo(flag);
        }
        assertThat(StreamFlag.of((byte) 1)).isEqualTo(StreamFlag.ANSWERS);
        assertThat(StreamFlag.of((byte) 2)).isEqualTo(StreamFlag.QUERIES);
        assertThat(StreamFlag.of((byte) 3)).isEqualTo(StreamFlag.EVENTS);
        assertThat(StreamFlag.of((byte) 0)).isNull();
        assertThat(StreamFlag.of((byte) 4)).isNull();
    }
}
