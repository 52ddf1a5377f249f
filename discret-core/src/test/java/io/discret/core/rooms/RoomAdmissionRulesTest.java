package io.discret.core.rooms;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static io.discret.core.rooms.DefinitionDraft.ROOM;
import static io.discret.core.rooms.DefinitionDraft.id;
import static io.discret.core.rooms.DefinitionDraft.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Days;
import io.discret.core.rooms.RoomAdmission.Admitted;
import io.discret.core.rooms.RoomAdmission.Outcome;
import io.discret.core.rows.RowVerifier;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules of docs/protocol/30 §9 and §15 that no vector reaches. Persons: 0 is the founder, the others are as needed. */
class RoomAdmissionRulesTest {
    private static VerifyingKey key(int person) {
        return person(person).verifyingKey();
    }

    private static DefinitionDraft founded() {
        return new DefinitionDraft().admin(0, 10, 0, true, 1000);
    }

    private static void refuses(ErrorCode code, Runnable admission) {
        assertThatThrownBy(admission::run).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static void refusesMerge(ErrorCode code, DefinitionDraft stored, DefinitionDraft received) {
        refuses(code, () -> RoomAdmission.merge(stored.build(), received.build()));
    }

    @Test
    void everySignatureOfADefinitionIsVerified() {
        DefinitionDraft draft = founded();
        draft.auth(0, 20, 1000).user(0, 30, 1, true, 1000).right(0, 40, "*", true, false, 1000);
        RoomNode good = draft.build();
        RowVerifier verifier = new RowVerifier(SIGNER, DERIVATION);
        assertThat(DefinitionRows.verify(good, verifier)).isEmpty();
        assertThat(DefinitionRows.nodes(good)).hasSize(5);
        assertThat(DefinitionRows.edges(good)).hasSize(4);
        Node root = good.node();
        Node forged = new Node(
                root.id(),
                null,
                root.cdate(),
                root.mdate() + 1,
                "0.0",
                "{}",
                null,
                root.verifyingKey(),
                root.signature());
        RoomNode bad =
                new RoomNode(forged, 0, good.adminEdges(), good.adminNodes(), good.authEdges(), good.authNodes());
        assertThat(DefinitionRows.verify(bad, verifier)).contains(ErrorCode.BAD_SIGNATURE);
    }

    /** R1: "When a right has mutate_all = true its mutate_self is taken as true. MUST on received definitions." */
    @Test
    void aReceivedRightOnAllRowsIncludesTheOwnOnes() {
        DefinitionDraft draft = founded();
        draft.auth(0, 20, 1000).right(0, 40, "Book", false, true, 1000);
        Room room = RoomAdmission.create(draft.build()).room();
        assertThat(room.can(key(0), "Book", 1000, Right.MUTATE_SELF)).isTrue();
    }

    /** B2: anybody could add himself to the copy that a newcomer gets. */
    @Test
    void nobodyMakesHimselfAnAdministrator() {
        refuses(
                ErrorCode.NOT_AUTHORISED,
                () -> RoomAdmission.create(founded().admin(5, 11, 5, true, 2000).build()));
        refuses(
                ErrorCode.NOT_AUTHORISED,
                () -> RoomAdmission.create(founded().admin(5, 11, 5, true, 1000).build()));
        refuses(
                ErrorCode.NOT_AUTHORISED,
                () -> RoomAdmission.create(founded().admin(5, 11, 5, true, 500).build()));
        assertThat(RoomAdmission.create(founded()
                                .admin(0, 11, 1, true, 1000)
                                .admin(1, 12, 2, true, 1001)
                                .build())
                        .room()
                        .isAdmin(key(2), 1001))
                .isTrue();
    }

    /** H1: the root row is replaced by a newer one of an administrator, together with a change. */
    @Test
    void theRootRowFollowsAnAdministrator() {
        RoomNode stored = founded().build();
        Admitted newer = RoomAdmission.merge(
                stored, founded().root(0, 2000).admin(0, 11, 1, true, 2000).build());
        assertThat(newer.room().mdate()).isEqualTo(2000);
        Admitted older = RoomAdmission.merge(
                newer.definition(),
                founded().root(0, 1500).admin(0, 12, 2, true, 2500).build());
        assertThat(older.room().mdate()).isEqualTo(2000);
        Admitted alone = RoomAdmission.merge(stored, founded().root(0, 3000).build());
        assertThat(alone.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(alone.definition()).isEqualTo(stored);
    }

    /** H3: entries are immutable, also in their cdate. */
    @Test
    void anEntryNeverChanges() {
        Node row = DefinitionDraft.statement(0, 10, 0, true, 1000);
        Node otherCdate = new io.discret.core.rows.RowSigner(person(0), DERIVATION)
                .sign(new Node(
                        row.id(), null, 999, row.mdate(), row.entity(), row.json(), null, new byte[0], new byte[0]));
        refusesMerge(ErrorCode.HISTORY_NODE_CHANGED, founded(), new DefinitionDraft().admin(0, otherCdate));
    }

    /** H2, H5: what one side lacks is kept, one edge to each row, and the sender is told to fetch. */
    @Test
    void bothSidesEndWithEverything() {
        RoomNode here = founded().admin(0, 11, 1, true, 1500).build();
        RoomNode there = founded().admin(0, 12, 2, true, 1600).build();
        Admitted merged = RoomAdmission.merge(here, there);
        assertThat(merged.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(merged.senderIsBehind()).isTrue();
        assertThat(merged.added()).containsExactly(id(12));
        assertThat(merged.definition().adminNodes()).extracting(Node::mdate).containsExactly(1000L, 1500L, 1600L);
        assertThat(merged.definition().adminEdges()).hasSize(3);
        Admitted back = RoomAdmission.merge(there, merged.definition());
        assertThat(back.senderIsBehind()).isFalse();
        assertThat(back.room()).isEqualTo(merged.room());
        assertThat(RoomAdmission.merge(back.definition(), merged.definition()).outcome())
                .isEqualTo(Outcome.UNCHANGED);
    }

    /** B20: administrators who disable each other in one ms; whoever knows both statements keeps the same one. */
    @Test
    void ofStatementsThatUndoEachOtherOneStays() {
        DefinitionDraft three = founded().admin(0, 11, 1, true, 1500).admin(0, 12, 2, true, 1500);
        RoomNode before = three.build();
        RoomNode zeroDisablesOne = three.admin(0, 21, 1, false, 2000).build();
        RoomNode oneDisablesZero = founded()
                .admin(0, 11, 1, true, 1500)
                .admin(0, 12, 2, true, 1500)
                .admin(1, 22, 0, false, 2000)
                .build();
        RoomNode kept = RoomAdmission.merge(oneDisablesZero, zeroDisablesOne).definition();
        assertThat(RoomAdmission.merge(zeroDisablesOne, oneDisablesZero).definition())
                .isEqualTo(zeroDisablesOne);
        assertThat(RoomDefinition.room(kept)).isEqualTo(RoomDefinition.room(zeroDisablesOne));
        assertThat(RoomAdmission.merge(before, kept).room()).isEqualTo(RoomDefinition.room(zeroDisablesOne));
        assertThat(RoomDefinition.room(kept).isAdmin(key(1), 2000)).isFalse();
        assertThat(RoomDefinition.room(kept).isAdmin(key(0), 2000)).isTrue();
    }

    /** Decision 006: an authorisation whose row nobody could sign stays for what others said in it, and only for that. */
    @Test
    void anAuthorisationStaysForWhatOthersSaidInIt() {
        DefinitionDraft here = founded().admin(0, 11, 1, true, 1500);
        here.auth(1, 20, 9000).user(0, 30, 2, true, 1600).user(1, 31, 3, true, 9000);
        here.auth(1, 21, 9000).user(1, 32, 3, true, 9000);
        DefinitionDraft there = founded().admin(0, 11, 1, true, 1500).admin(0, 12, 1, false, 2000);
        there.auth(0, 20, 1600).user(0, 30, 2, true, 1600);
        DefinitionDraft alone = founded().admin(0, 11, 1, true, 1500).admin(0, 12, 1, false, 2000);

        RoomNode kept = RoomAdmission.merge(here.build(), alone.build()).definition();
        assertThat(RoomDefinition.room(kept).authorisations()).containsOnlyKeys(id(20));
        assertThat(RoomDefinition.room(kept).isMember(key(2), 9000)).isTrue();
        assertThat(RoomDefinition.room(kept).isMember(key(3), 9000)).isFalse();

        // Whoever has a version that somebody could sign is the one to tell, and its date is no reason not to.
        Admitted told = RoomAdmission.merge(there.build(), kept);
        assertThat(told.definition()).isEqualTo(there.build());
        assertThat(told.senderIsBehind()).isTrue();
        assertThat(RoomAdmission.merge(kept, there.build()).room()).isEqualTo(told.room());
    }

    /** B19: an older statement takes effect at its date, instead of blocking the room for ever. */
    @Test
    void aStatementThatComesLateIsPutInItsPlace() {
        RoomNode stored = founded().admin(0, 11, 1, true, 3000).build();
        Admitted merged = RoomAdmission.merge(
                stored, founded().admin(0, 12, 1, false, 2000).build());
        assertThat(merged.room().admins().get(key(1)))
                .containsExactly(new UserEntry(2000, false), new UserEntry(3000, true));
    }

    /** H4: two administrators of whom one admits the other in the same update. */
    @Test
    void aNewAdministratorMayAdmitAnotherInTheSameUpdate() {
        DefinitionDraft update = founded().admin(1, 12, 2, true, 2001).admin(0, 11, 1, true, 2000);
        Admitted merged = RoomAdmission.merge(founded().build(), update.build());
        assertThat(merged.room().isAdmin(key(2), 2001)).isTrue();
        refusesMerge(ErrorCode.NOT_AUTHORISED, founded(), founded().admin(1, 12, 2, true, 2001));
    }

    /** H6, H7: and he may rename and add authorisations. */
    @Test
    void aNewAdministratorMayChangeAuthorisationsInTheSameUpdate() {
        DefinitionDraft stored = founded();
        stored.auth(0, 20, 1000);
        DefinitionDraft update = founded().admin(0, 11, 1, true, 2000);
        update.auth(1, 20, 2001);
        update.auth(1, 21, 2002).user(1, 30, 3, true, 2002);
        Admitted merged = RoomAdmission.merge(stored.build(), update.build());
        assertThat(merged.room().authorisations().get(id(20)).mdate()).isEqualTo(2001);
        assertThat(merged.room().isMember(key(3), 2002)).isTrue();
    }

    /** §9.7: "user added by a user admin, auth row re-signed by him: refused; untouched: accepted". */
    @Test
    void aUserAdministratorAddsUsersOnly() {
        DefinitionDraft stored = founded();
        stored.auth(0, 20, 1000).userAdmin(0, 30, 2, 1000);
        DefinitionDraft user = founded();
        user.auth(0, 20, 1000).userAdmin(0, 30, 2, 1000).user(2, 31, 3, true, 2000);
        assertThat(RoomAdmission.merge(stored.build(), user.build()).room().isMember(key(3), 2000))
                .isTrue();
        DefinitionDraft right = founded();
        right.auth(0, 20, 1000).userAdmin(0, 30, 2, 1000).right(2, 32, "*", true, true, 2000);
        refusesMerge(ErrorCode.NOT_AUTHORISED, stored, right);
        DefinitionDraft another = founded();
        another.auth(0, 20, 1000).userAdmin(0, 30, 2, 1000).userAdmin(2, 33, 3, 2000);
        refusesMerge(ErrorCode.NOT_AUTHORISED, stored, another);
    }

    /** B1: no row twice, neither in the definition nor under the id of a stored row of another list. */
    @Test
    void noRowStandsTwice() {
        DefinitionDraft twice = founded();
        twice.auth(0, 20, 1000).user(0, 10, 1, true, 1000);
        refuses(ErrorCode.BAD_CONTENT, () -> RoomAdmission.create(twice.build()));
        DefinitionDraft stored = founded();
        stored.auth(0, 20, 1000).userAdmin(0, 30, 2, 1000);
        DefinitionDraft reuse = founded();
        reuse.auth(0, 20, 1000).user(2, 30, 3, true, 2000);
        refusesMerge(ErrorCode.BAD_CONTENT, stored, reuse);
        RoomNode two = founded().admin(0, 11, 1, true, 1000).build();
        RoomNode doubled = new RoomNode(
                two.node(),
                0,
                List.of(two.adminEdges().get(0), two.adminEdges().get(0)),
                two.adminNodes(),
                List.of(),
                List.of());
        refuses(ErrorCode.BAD_CONTENT, () -> RoomAdmission.create(doubled));
    }

    @Test
    void datesBeyondReasonAreRefused() {
        refuses(
                ErrorCode.BAD_DATE,
                () -> RoomAdmission.create(new DefinitionDraft()
                        .admin(0, 10, 0, true, Days.LAST + 1)
                        .build()));
        refuses(
                ErrorCode.BAD_DATE,
                () -> RoomAdmission.create(new DefinitionDraft()
                        .root(0, -1)
                        .admin(0, 10, 0, true, 1000)
                        .build()));
    }

    @Test
    void anotherRoomIsNotMerged() {
        RoomNode other = new RoomNode(
                DefinitionDraft.row(person(0), ROOM + 1, "0.0", "{}", 1000),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        refuses(ErrorCode.BAD_CONTENT, () -> RoomAdmission.merge(founded().build(), other));
    }

    /** §8.2: a reference peer that does not know the room needs the rows in the order of their dates. */
    @Test
    void rowsAreSentInTheOrderOfTheirDates() {
        DefinitionDraft draft = new DefinitionDraft()
                .admin(0, 12, 1, false, 3000)
                .admin(0, 11, 1, true, 2000)
                .admin(0, 10, 0, true, 1000);
        draft.auth(0, 20, 1000)
                .user(0, 31, 2, false, 5000)
                .user(0, 30, 2, true, 4000)
                .right(0, 41, "*", true, true, 2500)
                .right(0, 40, "*", true, false, 2000);
        RoomNode sent = RoomDefinition.toSend(draft.build(), 4500);
        assertThat(sent.adminNodes()).extracting(Node::mdate).containsExactly(1000L, 2000L, 3000L);
        assertThat(sent.authNodes().get(0).userNodes()).extracting(Node::mdate).containsExactly(4000L, 5000L);
        assertThat(sent.authNodes().get(0).rightNodes()).extracting(Node::mdate).containsExactly(2000L, 2500L);
        assertThat(sent.authNodes().get(0).needUpdate()).isTrue();
        assertThat(sent.authNodes().get(0).lastModified()).isEqualTo(5000);
        assertThat(sent.lastModified()).isEqualTo(5000);
        assertThat(RoomDefinition.toSend(draft.build(), 9000).lastModified()).isEqualTo(9000);
        assertThat(RoomDefinition.room(sent)).isEqualTo(RoomDefinition.room(draft.build()));
    }

    /** B18, B22. */
    @Test
    void theDateOfADefinitionMakesBothSidesSettle() {
        RoomNode here = founded().admin(0, 11, 1, true, 1500).build();
        RoomNode there =
                RoomDefinition.toSend(founded().admin(0, 12, 2, true, 1600).build(), 0);
        Admitted merged = RoomAdmission.merge(here, there);
        long ours = RoomAdmission.definitionDate(1500, there, merged, 10_000);
        assertThat(ours).isBetween(1601L, 1600L + 4096);
        RoomNode sent = RoomDefinition.toSend(merged.definition(), ours);
        Admitted back = RoomAdmission.merge(there, sent);
        assertThat(RoomAdmission.definitionDate(1600, sent, back, 10_000)).isEqualTo(ours);
        // Who has less does not change the date: he fetches, for his is smaller.
        Admitted behind = RoomAdmission.merge(merged.definition(), there);
        assertThat(RoomAdmission.definitionDate(ours, there, behind, 10_000)).isEqualTo(ours);
        RoomNode farAhead = RoomDefinition.toSend(there, Days.LAST);
        assertThat(RoomAdmission.definitionDate(1500, farAhead, back, 10_000)).isEqualTo(10_000 + Days.DAY);
    }

    /** Parts that come in any order, once or twice, make the same room on every peer. */
    @Test
    void everyOrderMakesTheSameRoom() {
        List<DefinitionDraft> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DefinitionDraft part = founded().admin(0, 100 + i, i % 2, i != 1, 2000 + i);
            part.auth(0, 20, 1000 + i)
                    .user(0, 200 + i, 3, i % 2 == 0, 3000)
                    .right(0, 300 + i, "Book", i > 1, i > 2, 3000 + i % 2);
            parts.add(part);
        }
        RoomNode expected = null;
        for (int seed = 0; seed < 50; seed++) {
            List<DefinitionDraft> shuffled = new ArrayList<>(parts);
            shuffled.add(parts.get(seed % parts.size()));
            Collections.shuffle(shuffled, new Random(seed));
            RoomNode stored = RoomAdmission.create(shuffled.get(0).build()).definition();
            for (DefinitionDraft part : shuffled) {
                stored = RoomAdmission.merge(stored, part.build()).definition();
            }
            expected = expected == null ? stored : expected;
            assertThat(RoomDefinition.room(stored)).as("seed %d", seed).isEqualTo(RoomDefinition.room(expected));
        }
    }
}
