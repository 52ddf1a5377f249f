package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.query.DataModel;
import io.discret.query.Entity;
import io.discret.spi.Node;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a worker reads of a pulled row, and for which model it holds. */
class PulledRowTest {
    private static final byte[] NONE = new byte[0];
    private static final DataModel MODEL = DataModel.system().update("chat { Message { content: String } }");
    private static final Entity MESSAGE = entity(MODEL);
    private static final Entity LATER =
            entity(MODEL.update("chat { Message { content: String, sent: Integer nullable } }"));

    private final TestPeer alice = new TestPeer(new VirtualTime(1), "alice", 1);

    private static Entity entity(DataModel model) {
        return Objects.requireNonNull(model.byShortName("1.0"));
    }

    private PulledRow read(@Nullable String json, @Nullable Entity as) {
        PulledRow row = unread(json);
        assertThat(row.verify(alice.rowVerifier(), name -> as)).isEmpty();
        return row;
    }

    private PulledRow unread(@Nullable String json) {
        return new PulledRow(
                alice.signer.sign(new Node(StoreRows.uid(1), StoreRows.uid(2), 5, 5, "1.0", json, null, NONE, NONE)));
    }

    @Test
    void contentIsReadWhileTheRowIsVerified() {
        PulledRow row = read("{\"32\":\"some words\"}", MESSAGE);
        assertThat(row.isReadAs(MESSAGE)).isTrue();
        assertThat(row.refusal(MESSAGE)).isEmpty();
        assertThat(row.searchText()).isEqualTo("some words ");
        PulledRow empty = read(null, MESSAGE);
        assertThat(empty.isReadAs(MESSAGE)).isTrue();
        assertThat(empty.refusal(MESSAGE)).isEmpty();
        assertThat(empty.searchText()).isNull();
    }

    /** 21 §16: the row is genuine; it is refused in its turn, after the checks that come before. */
    @Test
    void contentThatDoesNotFitIsNoForgery() {
        assertThat(read("{\"32\":7}", MESSAGE).refusal(MESSAGE)).contains(ErrorCode.FIELD_TYPE_MISMATCH);
    }

    @Test
    void aRowIsReadAgainWhenTheModelChangedInBetween() {
        PulledRow row = read("{\"32\":\"x\",\"33\":\"no number\"}", MESSAGE);
        assertThat(row.refusal(MESSAGE)).isEmpty();
        assertThat(row.isReadAs(LATER)).isFalse();
        assertThat(row.refusal(LATER)).contains(ErrorCode.FIELD_TYPE_MISMATCH);
    }

    @Test
    void whatNoModelKnewIsReadWhenOneDoes() {
        PulledRow row = read("{\"32\":7}", null);
        assertThat(row.isReadAs(null)).isFalse();
        assertThat(row.isReadAs(MESSAGE)).isFalse();
        assertThat(row.refusal(MESSAGE)).contains(ErrorCode.FIELD_TYPE_MISMATCH);
        assertThat(unread("{\"32\":7}").refusal(MESSAGE)).contains(ErrorCode.FIELD_TYPE_MISMATCH);
    }

    @Test
    void aForgeryIsNotRead() {
        Node signed = unread("{\"32\":\"x\"}").node();
        Node forged = new Node(
                signed.id(),
                signed.roomId(),
                signed.cdate(),
                signed.mdate(),
                signed.entity(),
                "{\"32\":\"y\"}",
                null,
                signed.verifyingKey(),
                signed.signature());
        PulledRow row = new PulledRow(forged);
        assertThat(row.verify(alice.rowVerifier(), name -> MESSAGE)).contains(ErrorCode.BAD_SIGNATURE);
        assertThat(row.isReadAs(MESSAGE)).isFalse();
        assertThat(row.searchText()).isNull();
    }
}
