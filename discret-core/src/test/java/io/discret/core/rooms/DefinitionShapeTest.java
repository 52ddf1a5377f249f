package io.discret.core.rooms;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static io.discret.core.rooms.DefinitionDraft.ROOM;
import static io.discret.core.rooms.DefinitionDraft.edge;
import static io.discret.core.rooms.DefinitionDraft.id;
import static io.discret.core.rooms.DefinitionDraft.person;
import static io.discret.core.rooms.DefinitionDraft.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.rows.RowSigner;
import io.discret.core.rows.RowVerifier;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What definitions of peers must look like, part by part (docs/protocol/30 §9, H3, B1). */
class DefinitionShapeTest {
    private static final byte[] NONE = new byte[0];

    private static DefinitionDraft founded() {
        return new DefinitionDraft().admin(0, 10, 0, true, 1000);
    }

    private static void refuses(ErrorCode code, Runnable admission) {
        assertThatThrownBy(admission::run).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static RoomNode with(RoomNode definition, List<Edge> adminEdges) {
        return new RoomNode(
                definition.node(),
                0,
                adminEdges,
                definition.adminNodes(),
                definition.authEdges(),
                definition.authNodes());
    }

    /** H3: whatever part of an entry another version changes, it is refused. */
    @Test
    void noPartOfAnEntryChanges() {
        Node known = statement(0, 10, 0, true, 1000);
        RoomNode stored = founded().build();
        for (Node changed : List.of(
                statement(0, 10, 0, true, 1001),
                statement(0, 10, 0, false, 1000),
                statement(0, 10, 1, true, 1000),
                statement(1, 10, 0, true, 1000),
                signed(0, known.json(), new byte[] {1}))) {
            RoomNode received = new DefinitionDraft().admin(0, changed).build();
            refuses(ErrorCode.HISTORY_NODE_CHANGED, () -> RoomAdmission.merge(stored, received));
        }
        assertThat(RoomAdmission.merge(stored, founded().build()).outcome()).isEqualTo(RoomAdmission.Outcome.UNCHANGED);
    }

    private static Node signed(int signer, @Nullable String json, byte @Nullable [] binary) {
        return new RowSigner(person(signer), DERIVATION)
                .sign(new Node(id(10), null, 1000, 1000, "0.2", json, binary, NONE, NONE));
    }

    /** What nobody here would sign; signatures are checked before. */
    private static Node unsigned(@Nullable String json) {
        byte[] key = person(0).verifyingKey().bytes();
        return new Node(id(11), null, 1000, 1000, "0.2", json, null, key, new byte[64]);
    }

    /** B1: a statement is a JSON object with a key and a boolean. */
    @Test
    void aStatementIsAnObjectWithItsParts() {
        String key = person(1).verifyingKey().toString();
        for (String json :
                new String[] {"[]", "1", "{}", "{\"32\":1,\"33\":true}", "{\"32\":\"" + key + "\",\"33\":1}"}) {
            DefinitionDraft draft = founded().admin(0, unsigned(json));
            refuses(ErrorCode.BAD_CONTENT, () -> RoomAdmission.create(draft.build()));
        }
        DefinitionDraft empty = new DefinitionDraft().admin(0, unsigned(null));
        refuses(ErrorCode.BAD_CONTENT, () -> RoomAdmission.create(empty.build()));
    }

    /** C2, C3, B1: each edge leads once from the room, by its label, to a row that is there. */
    @Test
    void anEdgeLeadsFromTheRoomToItsRow() {
        RoomNode good = founded().admin(0, 11, 1, true, 1000).build();
        Edge first = good.adminEdges().get(0);
        assertThat(RoomAdmission.create(good).room().admins()).hasSize(2);
        refuses(
                ErrorCode.EDGE_SOURCE_DIFFERS,
                () -> RoomAdmission.create(with(good, List.of(first, edge(0, id(9), "0.0", "32", 11, 1000)))));
        refuses(
                ErrorCode.EDGE_WITHOUT_NODE,
                () -> RoomAdmission.create(with(good, List.of(first, edge(0, id(ROOM), "0.0", "32", 12, 1000)))));
        for (Edge bad :
                List.of(edge(0, id(ROOM), "0.1", "32", 11, 1000), edge(0, id(ROOM), "0.0", "33", 11, 1000), first)) {
            refuses(ErrorCode.BAD_CONTENT, () -> RoomAdmission.create(with(good, List.of(first, bad))));
        }
        refuses(
                ErrorCode.BAD_DATE,
                () -> RoomAdmission.create(with(good, List.of(first, edge(0, id(ROOM), "0.0", "32", 11, -1)))));
    }

    /** 20 §9: signatures of edges count as those of rows do. */
    @Test
    void aForgedEdgeIsFound() {
        RoomNode good = founded().build();
        Edge genuine = good.adminEdges().get(0);
        Edge forged = new Edge(
                genuine.src(),
                genuine.srcEntity(),
                genuine.label(),
                genuine.dest(),
                genuine.cdate() + 1,
                genuine.verifyingKey(),
                genuine.signature());
        RowVerifier verifier = new RowVerifier(SIGNER, DERIVATION);
        assertThat(DefinitionRows.verify(good, verifier)).isEmpty();
        assertThat(DefinitionRows.verify(with(good, List.of(forged)), verifier)).contains(ErrorCode.BAD_SIGNATURE);
    }
}
