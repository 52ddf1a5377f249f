package io.discret.core.identity;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static io.discret.core.rows.VectorRows.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rows.VectorRows;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InviteTest {
    private static final String WHOLE =
            "AAECAwQFBgcICQoLDA0ODwsAAAAAAAAAZXhhbXBsZS5hcHBAAAAAAAAAAN7k1efyl-hIdpXYXXCRvLIRHyPflJT098x"
                    + "EUxAQm6h-dICrOkbDKgNgEtwHu_idrWxkUO-AkbSh6ylufJINPQE";

    /** docs/protocol/20 §9: 107 bytes. */
    @Test
    void isSignedAndEncodedAsRecorded() {
        try (Identity inviter = Crypto.user()) {
            Invite invite = Invite.sign(Uid.parse("AAECAwQFBgcICQoLDA0ODw"), inviter, DERIVATION);
            assertThat(Base64Url.encode(invite.encode())).isEqualTo(WHOLE);
            assertThat(Invite.decode(invite.encode())).isEqualTo(invite);
            assertThat(invite.isSignedBy(inviter.verifyingKey(), SIGNER, DERIVATION))
                    .isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> vectorsOfTheWire() {
        return cases(VectorRows.file("wire.json").at("/types/Invite")).map(row -> {
            JsonNode fields = row.get("fields");
            return DynamicTest.dynamicTest("[" + fields.get("application").asText() + "]", () -> {
                Invite invite = Invite.decode(bytes(row.get("encoded")));
                assertThat(invite.encode()).isEqualTo(bytes(row.get("encoded")));
                assertThat(invite.id()).isEqualTo(uid(fields.get("invite_id")));
                assertThat(invite.application())
                        .isEqualTo(fields.get("application").asText());
                assertThat(invite.token(DERIVATION).bytes()).isEqualTo(bytes(fields.get("meeting_token")));
                VerifyingKey inviter = VerifyingKey.of(bytes(fields.get("verifying_key")));
                assertThat(invite.isSignedBy(inviter, SIGNER, DERIVATION)).isTrue();
                Invite elsewhere = new Invite(invite.id(), invite.application() + "x", invite.signature());
                assertThat(elsewhere.isSignedBy(inviter, SIGNER, DERIVATION)).isFalse();
            });
        });
    }

    /** "Trailing bytes are ignored when reading"; what is cut is refused with a sentence. */
    @Test
    void isReadUpToItsEnd() {
        byte[] whole = Base64Url.decode(WHOLE);
        assertThat(Invite.decode(Arrays.copyOf(whole, whole.length + 9))).isEqualTo(Invite.decode(whole));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Invite.decode(cut))
                    .isInstanceOfSatisfying(
                            DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INVITE));
        }
        byte[] endless = new byte[100_000];
        assertThatThrownBy(() -> Invite.decode(endless)).isInstanceOf(DiscretException.class);
    }
}
