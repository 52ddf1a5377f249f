package io.discret.core.rows;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.spi.Node;
import io.discret.testkit.StoreRows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which row a peer may present itself by (docs/protocol/31 §2, 41 §11.7). */
class PeerRowTest {
    private static final long LAST_DATE = 253_402_300_799_999L;
    private static final byte[] NONE = new byte[0];

    private final Identity bob = Crypto.user("peers", new byte[32]);
    private final Node good = InitialRows.of(bob, DERIVATION).peer();
    private final RowVerifier verifier = new RowVerifier(SIGNER, DERIVATION);

    private Node signed(@Nullable Uid room, String entity, long cdate, long mdate, @Nullable String json) {
        return new RowSigner(bob, DERIVATION)
                .sign(new Node(StoreRows.uid(5), room, cdate, mdate, entity, json, null, NONE, NONE));
    }

    private void assertRefused(Node row) {
        assertThat(PeerRow.check(row, verifier)).contains(ErrorCode.INVALID_PEER);
    }

    @Test
    void theOwnRowOfAPeerIsOne() {
        assertThat(PeerRow.check(good, verifier)).isEmpty();
        assertThat(PeerRow.hasMeetingPublicKey(good)).isTrue();
        for (long date : new long[] {0, LAST_DATE}) {
            assertThat(PeerRow.check(signed(null, PeerRow.ENTITY, date, date, good.json()), verifier))
                    .isEmpty();
        }
    }

    @Test
    void anotherRoomEntityDateOrSignatureIsNone() {
        assertRefused(signed(StoreRows.uid(7), PeerRow.ENTITY, 5, 5, good.json()));
        assertRefused(signed(null, "0.5", 5, 5, good.json()));
        assertRefused(signed(null, PeerRow.ENTITY, 5, 5, null));
        assertRefused(signed(null, PeerRow.ENTITY, -1, 5, good.json()));
        assertRefused(signed(null, PeerRow.ENTITY, 5, -1, good.json()));
        assertRefused(signed(null, PeerRow.ENTITY, LAST_DATE + 1, 5, good.json()));
        assertRefused(signed(null, PeerRow.ENTITY, 5, LAST_DATE + 1, good.json()));
        assertRefused(new Node(
                good.id(),
                null,
                good.cdate(),
                good.mdate() + 1,
                good.entity(),
                good.json(),
                null,
                good.verifyingKey(),
                good.signature()));
        String large = "{\"32\":\"" + "A".repeat(256 << 10) + "\"}";
        assertRefused(signed(null, PeerRow.ENTITY, 5, 5, large));
    }

    /** The text of the key decides on nothing but the meeting: it need not be complete, but base64. */
    @Test
    void theKeyIsATextOfBase64() {
        String key = PeerRow.PUBLIC_KEY;
        assertThat(PeerRow.check(signed(null, PeerRow.ENTITY, 5, 5, "{}"), verifier))
                .contains(ErrorCode.JSON_NOT_OBJECT);
        assertThat(PeerRow.check(signed(null, PeerRow.ENTITY, 5, 5, "{\"" + key + "\":1}"), verifier))
                .contains(ErrorCode.JSON_NOT_OBJECT);
        assertThat(PeerRow.check(signed(null, PeerRow.ENTITY, 5, 5, "{\"" + key + "\":\"?\"}"), verifier))
                .contains(ErrorCode.BAD_BASE64);
        Node shortKey = signed(null, PeerRow.ENTITY, 5, 5, "{\"" + key + "\":\"AQID\"}");
        assertThat(PeerRow.check(shortKey, verifier)).isEmpty();
        assertThat(PeerRow.hasMeetingPublicKey(shortKey)).isFalse();
        assertThat(PeerRow.hasMeetingPublicKey(signed(null, PeerRow.ENTITY, 5, 5, "{}")))
                .isFalse();
    }
}
