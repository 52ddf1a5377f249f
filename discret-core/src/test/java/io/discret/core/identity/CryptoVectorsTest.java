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
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rows.VectorRows;
import io.discret.spi.MeetingToken;
import io.discret.spi.Signer.SigningKey;
import io.discret.spi.Signer.Verification;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of crypto.json but the certificates (docs/protocol/vectors/README.md). */
class CryptoVectorsTest {
    private static final JsonNode CRYPTO = VectorRows.file("crypto.json");

    private static Stream<DynamicTest> each(JsonNode list, Function<JsonNode, String> name, Consumer<JsonNode> check) {
        return cases(list).map(row -> DynamicTest.dynamicTest("[" + name.apply(row) + "]", () -> check.accept(row)));
    }

    private static String text(JsonNode row, String member) {
        return row.get(member).asText();
    }

    @TestFactory
    Stream<DynamicTest> base64IsEncoded() {
        return each(CRYPTO.at("/base64/encode"), row -> text(row, "text"), row -> assertThat(
                        Base64Url.encode(bytes(row.get("bytes"))))
                .isEqualTo(text(row, "text")));
    }

    @TestFactory
    Stream<DynamicTest> base64IsDecodedStrictly() {
        return each(CRYPTO.at("/base64/decode"), row -> text(row, "text"), row -> {
            if (row.get("ok").asBoolean()) {
                assertThat(Base64Url.decode(text(row, "text"))).isEqualTo(bytes(row.get("bytes")));
            } else {
                assertThatThrownBy(() -> Base64Url.decode(text(row, "text"))).isInstanceOf(DiscretException.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> inputsAreHashed() {
        return each(CRYPTO.at("/blake3/inputs"), row -> text(row, "hash"), row -> assertThat(
                        DERIVATION.hash(bytes(row.get("input"))))
                .isEqualTo(bytes(row.get("hash"))));
    }

    @TestFactory
    Stream<DynamicTest> patternsAreHashed() {
        return each(CRYPTO.at("/blake3/patterns"), row -> text(row, "length"), row -> {
            byte[] input = new byte[row.get("length").intValue()];
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) (i % row.get("modulus").intValue());
            }
            assertThat(DERIVATION.hash(input)).isEqualTo(bytes(row.get("hash")));
        });
    }

    @TestFactory
    Stream<DynamicTest> keysAreDerived() {
        return each(CRYPTO.at("/derive_key"), row -> text(row, "context"), row -> assertThat(
                        DERIVATION.deriveKey(text(row, "context"), bytes(row.get("key_material"))))
                .isEqualTo(bytes(row.get("key"))));
    }

    @TestFactory
    Stream<DynamicTest> passPhrasesBecomeKeyMaterial() {
        return each(CRYPTO.at("/pass_phrase"), row -> text(row, "login"), row -> {
            char[] passPhrase = text(row, "pass_phrase").toCharArray();
            try (KeyMaterial material = KeyMaterial.fromPassPhrase(text(row, "login"), passPhrase, DERIVATION)) {
                assertThat(material.bytes()).isEqualTo(bytes(row.get("key")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> anIdentityFollowsFromApplicationKeyAndKeyMaterial() {
        return each(CRYPTO.at("/identity"), row -> text(row, "app_key"), row -> {
            try (Identity identity = Crypto.user(text(row, "app_key"), bytes(row.get("key_material")));
                    SigningKey seed = SIGNER.key(bytes(row.get("signing_seed")))) {
                assertThat(identity.sign(new byte[32])).isEqualTo(seed.sign(new byte[32]));
                assertThat(identity.verifyingKey().bytes()).isEqualTo(bytes(row.get("verifying_key")));
                assertThat(identity.verifyingKey().toString()).isEqualTo(text(row, "verifying_key_text"));
                assertThat(identity.databaseSecret()).isEqualTo(bytes(row.get("database_secret")));
                assertThat(Base64Url.decode(identity.databaseName())).isEqualTo(bytes(row.get("database_name_key")));
                assertThat(identity.databasePath().toString().replace('\\', '/'))
                        .isEqualTo(text(row, "database_relative_path"));
                assertThat(identity.privateRoom()).isEqualTo(uid(row.get("private_room_id")));
                assertThat(identity.privateRoom().toString()).isEqualTo(text(row, "private_room_text"));
                assertThat(identity.privateAuthorisation()).isEqualTo(uid(row.get("private_room_authorisation_id")));
                assertThat(identity.meetingPublicKey()).isEqualTo(bytes(row.get("meeting_public_key")));
                assertThat(identity.token(identity.meetingPublicKey()).bytes())
                        .isEqualTo(bytes(row.get("meeting_token_with_self")));
                assertThat(identity.ownToken().bytes()).isEqualTo(bytes(row.get("allowed_peer_own_token")));
                assertThat(identity.peerUid()).isEqualTo(uid(row.get("peer_node_id")));
                assertThat(identity.allowedPeerUid()).isEqualTo(uid(row.get("allowed_peer_node_id")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> twoUsersComeToTheSameMeetingToken() {
        return each(CRYPTO.at("/meeting_token/pairs"), row -> text(row, "token"), row -> {
            assertThat(token(row, "secret_a", "public_a", "public_b")).isEqualTo(bytes(row.get("token")));
            if (!row.get("secret_b").isNull()) {
                assertThat(token(row, "secret_b", "public_b", "public_a")).isEqualTo(bytes(row.get("token")));
            }
        });
    }

    private static byte[] token(JsonNode row, String secret, String ownPublic, String otherPublic) {
        byte[] ownSecret = bytes(row.get(secret));
        byte[] own = DERIVATION.x25519PublicKey(ownSecret);
        assertThat(own).isEqualTo(bytes(row.get(ownPublic)));
        return Identity.token(ownSecret, own, bytes(row.get(otherPublic)), DERIVATION)
                .bytes();
    }

    @TestFactory
    Stream<DynamicTest> invitesHaveATokenOfTheirOwn() {
        return each(CRYPTO.at("/meeting_token/invites"), row -> text(row, "invite_id"), row -> assertThat(
                        Invite.token(uid(row.get("invite_id")), DERIVATION).bytes())
                .isEqualTo(bytes(row.get("token"))));
    }

    @TestFactory
    Stream<DynamicTest> tokensAreReadFromText() {
        return each(CRYPTO.at("/meeting_token/decode"), row -> text(row, "text"), row -> {
            if (row.get("ok").asBoolean()) {
                assertThat(MeetingToken.parse(text(row, "text")).bytes()).isEqualTo(bytes(row.get("token")));
            } else {
                assertThatThrownBy(() -> MeetingToken.parse(text(row, "text"))).isInstanceOf(DiscretException.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aCircuitHasTheSameIdFromBothEnds() {
        return each(CRYPTO.at("/circuit_id"), row -> text(row, "circuit"), row -> {
            Uid a = uid(row.get("endpoint_a"));
            Uid b = uid(row.get("endpoint_b"));
            assertThat(CircuitId.of(a, b, DERIVATION).bytes()).isEqualTo(bytes(row.get("circuit")));
            assertThat(CircuitId.of(b, a, DERIVATION)).isEqualTo(CircuitId.of(a, b, DERIVATION));
        });
    }

    @TestFactory
    Stream<DynamicTest> messagesAreSigned() {
        return each(CRYPTO.at("/ed25519/sign"), row -> text(row, "seed"), row -> {
            try (SigningKey key = SIGNER.key(bytes(row.get("seed")))) {
                assertThat(key.sign(bytes(row.get("message")))).isEqualTo(bytes(row.get("signature")));
                assertThat(VerifyingKey.ofRaw(key.publicKey()).bytes()).isEqualTo(bytes(row.get("verifying_key")));
            }
        });
    }

    /** Keys of small order and y ≥ p: we refuse what the reference takes (docs/protocol/21 §5, end). */
    @TestFactory
    Stream<DynamicTest> signaturesAreVerified() {
        return each(CRYPTO.at("/ed25519/verify"), row -> text(row, "case"), row -> {
            String expected = text(row, "result");
            String kind = text(row, "case");
            if (kind.startsWith("identity key") || kind.startsWith("order eight") || kind.startsWith("non canonical")) {
                assertThat(verify(row)).isNotEqualTo("ok");
            } else {
                // An empty key stops a thread of the reference.
                assertThat(verify(row)).isEqualTo(expected.equals("crash") ? "key_length" : expected);
            }
        });
    }

    private static String verify(JsonNode row) {
        byte[] signature = bytes(row.get("signature"));
        try {
            VerifyingKey key = VerifyingKey.of(bytes(row.get("verifying_key")));
            if (signature.length != 64) {
                return "signature_length";
            }
            Verification outcome = SIGNER.verify(key.raw(), bytes(row.get("message")), signature);
            return outcome == Verification.VALID ? "ok" : outcome.name().toLowerCase(java.util.Locale.ROOT);
        } catch (DiscretException e) {
            return e.code().text();
        }
    }

    @TestFactory
    Stream<DynamicTest> identifiersAreReadFromText() {
        return each(CRYPTO.at("/uid/decode"), row -> text(row, "text"), row -> {
            if (row.get("ok").asBoolean()) {
                assertThat(Uid.parse(text(row, "text"))).isEqualTo(uid(row.get("uid")));
            } else {
                assertThatThrownBy(() -> Uid.parse(text(row, "text"))).isInstanceOf(DiscretException.class);
            }
        });
    }

    @Test
    void theZeroIdentifierIsSixteenZeroBytes() {
        assertThat(Uid.ZERO.toString()).isEqualTo(CRYPTO.at("/uid/zero").asText());
    }

    @TestFactory
    Stream<DynamicTest> daysBeginAtMidnight() {
        return each(CRYPTO.at("/days"), row -> text(row, "ms"), row -> {
            long date = row.get("ms").longValue();
            assertThat(Days.day(date)).isEqualTo(row.get("day").longValue());
            assertThat(Days.nextDay(date)).isEqualTo(row.get("next_day").longValue());
        });
    }

    /** docs/protocol/20 §3. */
    @Test
    void hashesTheWordBytes() {
        assertThat(Base64Url.encode(DERIVATION.hash("bytes".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("3xmx8QX_kpGRzknQu_3FtO3CpxpA9QLclVNZ6zNkniQ");
    }
}
