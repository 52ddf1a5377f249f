package io.discret.core.rows;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of docs/protocol/21 §5–§8, and the table of what may be signed. */
class RowSignerTest {
    private static final Uid ID = counted(0);
    private static final Uid ROOM = counted(0x10);
    private static final Uid DEST = counted(0x20);
    private static final byte[] NONE = {};

    private final Identity user = Crypto.user();
    private final RowSigner signer = new RowSigner(user, DERIVATION);
    private final RowVerifier verifier = new RowVerifier(SIGNER, DERIVATION);

    @AfterEach
    void close() {
        user.close();
    }

    private static Uid counted(int first) {
        byte[] bytes = new byte[Uid.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return Uid.of(bytes);
    }

    private static Node node(String entity, String json) {
        return new Node(ID, null, 1_700_000_000_000L, 1_700_000_000_123L, entity, json, null, NONE, NONE);
    }

    @Test
    void signsARowWithAllItsColumns() {
        Node row = signer.sign(new Node(
                ID,
                ROOM,
                1_700_000_000_000L,
                1_700_000_000_123L,
                "1.0",
                "{\"32\":\"hé \\\"q\\\"\\n\"}",
                new byte[] {1, 2, 3},
                NONE,
                NONE));
        assertThat(new RowHash(DERIVATION).of(row))
                .asHexString()
                .isEqualToIgnoringCase("41514dd667f539226092f488348f558ccb6ff89c8620ae1ec929b6be4d629c84");
        assertThat(row.signature())
                .asHexString()
                .isEqualToIgnoringCase(
                        "d381af568320b217b6889e86a9c2550d2dedbc120b34605120c2b88a4b57be2942f3907c05825eaa2b1cff7a3144c989dbd22707326e8beabd9c2109f1c0eb06");
        assertThat(RowCodec.size(row)).isEqualTo(214);
        assertThat(verifier.verify(row)).isEmpty();
    }

    @Test
    void signsARowWithoutRoomAndContent() {
        assertThat(signer.sign(node("1.0", null)).signature())
                .asHexString()
                .isEqualToIgnoringCase(
                        "2bb800cd5f21fa692c73d309ca3454a9378ad65e952a597720cc952cec561307c1a0ce83864a0a616a8d457c68cb5d68525efabc3fa71c3fc593a637cdbadf01");
    }

    @Test
    void signsAnEdgeAndBothDeletions() {
        Edge edge = signer.sign(new Edge(ID, "1.0", "34", DEST, 1_700_000_000_123L, NONE, NONE));
        assertThat(edge.signature())
                .asHexString()
                .isEqualToIgnoringCase(
                        "6fb5f3a7179d973810aca05574a2cebe7b73e4d57f7cd33471f78810d4eb3adda3696714bb2772777745992072ad56feab42b14dc24d8bf964777f4244da0f04");
        NodeDeletion node =
                signer.sign(new NodeDeletion(ROOM, ID, "1.0", 1_700_000_000_123L, 1_700_086_400_000L, NONE, NONE));
        assertThat(node.signature())
                .asHexString()
                .isEqualToIgnoringCase(
                        "07ef19bdb0114ae7b7672174eef52ea4781f04df15ddcef76fa8a25d3390c2a5f1b6553a9b38a0e87629464bd23d3e564926828323c429f0f99008ba9b78510c");
        EdgeDeletion cut = signer.sign(
                new EdgeDeletion(ROOM, ID, "1.0", DEST, "34", 1_700_000_000_123L, 1_700_086_400_000L, NONE, NONE));
        assertThat(cut.signature())
                .asHexString()
                .isEqualToIgnoringCase(
                        "fffe18bf835f4f049387046be1af747c5cc6ce73bc7196d21e5c66f11fb2a491ebe2de384b6030a2311e8389f8e4213e9d8e9a61563db5b8d161aeea3abd7806");
        assertThat(verifier.verify(edge)).isEmpty();
        assertThat(verifier.verify(node)).isEmpty();
        assertThat(verifier.verify(cut)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " { \"a\" : 1 } "})
    void signsEveryJsonObject(String json) {
        assertThat(verifier.verify(signer.sign(node("1.0", json)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|JSON_NOT_OBJECT",
                "\"x\"|JSON_NOT_OBJECT",
                "3|JSON_NOT_OBJECT",
                "null|JSON_NOT_OBJECT",
                "''|JSON",
                "{|JSON",
                "{} x|JSON"
            })
    void signsAndTakesNothingElse(String json, ErrorCode reason) {
        refuses(() -> signer.sign(node("1.0", json)), reason);
        assertThat(verifier.verify(signedWhatever(node("1.0", json)))).contains(reason);
    }

    @Test
    void signsNothingWithoutNames() {
        refuses(() -> signer.sign(node("", "{}")), ErrorCode.EMPTY_ENTITY);
        refuses(() -> signer.sign(new Edge(ID, "", "", DEST, 0, NONE, NONE)), ErrorCode.EMPTY_ENTITY);
        refuses(() -> signer.sign(new Edge(ID, "1", "", DEST, 0, NONE, NONE)), ErrorCode.EMPTY_LABEL);
        refuses(() -> signer.sign(new Edge(ID, "1", "x".repeat(2000), DEST, 0, NONE, NONE)), ErrorCode.EDGE_TOO_BIG);
    }

    /** The whole range of characters that may stand in a JSON text, quoted again (docs/protocol/21 §5 step 6). */
    @Test
    void quotesTheTextOnceMore() {
        Node row = node("", "\u0001\b\t\n\u000b\f\r\u001f\"\\/\u007fé\u2028😀");
        String hex = HexFormat.of().formatHex(RowHash.bytes(row));
        String quoted = "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u007fé\u2028😀\"";
        assertThat(hex).endsWith(HexFormat.of().formatHex(quoted.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** docs/protocol/20 §7, and signed_rows.json {@code initial}: even the white space is the reference's. */
    @Test
    void makesTheRowsOfANewDatabase() {
        JsonNode initial = VectorRows.file("signed_rows.json").get("initial");
        try (Identity owner =
                Crypto.user(initial.get("app_key").asText(), VectorRows.bytes(initial.get("key_material")))) {
            InitialRows rows = InitialRows.of(owner, DERIVATION);
            assertThat(rows.peer()).isEqualTo(VectorRows.node(initial.get("peer_node")));
            assertThat(rows.allowedPeer()).isEqualTo(VectorRows.node(initial.get("allowed_peer_node")));
            assertThat(rows.allowedPeerEdge()).isEqualTo(VectorRows.edge(initial.get("allowed_peer_edge")));
            assertThat(PeerRow.check(rows.peer(), verifier)).isEmpty();
            assertThat(PeerRow.meetingPublicKey(rows.peer())).isEqualTo(owner.meetingPublicKey());
        }
    }

    /** "fewer than 32 → error; extra bytes are ignored" (docs/protocol/20 §7). */
    @Test
    void readsThePublicKeyOfAPeer() {
        String longer = "{\"32\":\"" + "A".repeat(44) + "\"}";
        assertThat(PeerRow.meetingPublicKey(node("0.4", longer))).isEqualTo(new byte[32]);
        for (String json : new String[] {"{\"32\":\"AAAA\"}", "{}", "{\"32\":1}", "[]", null}) {
            refuses(() -> PeerRow.meetingPublicKey(node("0.4", json)), ErrorCode.INVALID_PEER);
        }
    }

    private Node signedWhatever(Node row) {
        Node own = new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                row.mdate(),
                row.entity(),
                row.json(),
                row.binary(),
                user.verifyingKey().bytes(),
                NONE);
        return new Node(
                own.id(),
                own.roomId(),
                own.cdate(),
                own.mdate(),
                own.entity(),
                own.json(),
                own.binary(),
                own.verifyingKey(),
                user.sign(new RowHash(DERIVATION).of(own)));
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
