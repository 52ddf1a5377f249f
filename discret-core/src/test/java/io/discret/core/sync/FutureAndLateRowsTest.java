package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rooms.Authorisation;
import io.discret.core.rooms.RightEntry;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.UserEntry;
import io.discret.core.wire.Query;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that come before their time, and after that of their author (docs/protocol/41 §11.7, 30 §2), on virtual time. */
class FutureAndLateRowsTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final byte[] NONE = new byte[0];

    private final VirtualTime time = new VirtualTime(43);
    private TestPeer alice;
    private TestPeer bob;
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        alice = new TestPeer(time, "alice", 1);
        bob = new TestPeer(time, "bob", 2);
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
    }

    private void until(BooleanSupplier condition) {
        time.runUntil(condition, TestPeer.LIMIT);
    }

    private void settle() {
        time.run(Duration.ofSeconds(5));
    }

    private Node dated(TestPeer author, long date) {
        Node node = author.signer.sign(new Node(
                author.uids.next(), room, date, date, TestPeer.MESSAGE, "{\"32\":\"dated\"}", null, NONE, NONE));
        author.write(transaction -> transaction.putNode(node, null));
        return node;
    }

    private long now() {
        return alice.environment().clock().millis();
    }

    private RoomReport lastOfBob() {
        List<RoomReport> ofRoom = bob.reports.stream()
                .filter(report -> report.room().equals(room))
                .toList();
        return ofRoom.get(ofRoom.size() - 1);
    }

    /** 41 §11.7: it waits with the peer that has it, holds up nothing, and is taken when its time has come. */
    @Test
    void aRowFromTheFutureWaitsForItsTime() {
        Node soon = dated(alice, now() + 6 * DAY);
        Node sameDay = dated(alice, now() + 7 * DAY + 60_000);
        Node later = dated(alice, now() + 9 * DAY);
        Node present = alice.put(room, "present");
        new TestConnection(alice, bob).start();
        until(() -> bob.stored(present.id()) != null && bob.stored(soon.id()) != null);
        settle();
        assertThat(bob.stored(sameDay.id())).isNull();
        assertThat(bob.stored(later.id())).isNull();
        assertThat(lastOfBob().waiting()).isEqualTo(2);
        assertThat(lastOfBob().missing()).isZero();
        assertThat(lastOfBob().refused()).isEmpty();
        time.run(Duration.ofMinutes(2));
        assertThat(bob.stored(sameDay.id())).isEqualTo(sameDay);
        assertThat(bob.stored(later.id())).isNull();
        time.run(Duration.ofDays(2));
        assertThat(bob.stored(later.id())).isEqualTo(later);
        assertThat(lastOfBob().waiting()).isZero();
    }

    /** A row whose time comes within a blink is not asked for at once: a second is the least. */
    @Test
    void aRowThatIsAlmostDueWaitsForASecond() {
        Node almost = dated(alice, now() + 7 * DAY + 400);
        List<Long> asked = new ArrayList<>();
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.note(query -> {
            if (query instanceof Query.RoomDefinition of && of.room().equals(room)) {
                asked.add(now());
            }
        });
        connection.start();
        until(() -> bob.stored(almost.id()) != null);

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1) - asked.get(0)).isBetween(1000L, 1100L);
    }

    /** Two honest clocks, each two days off in its own direction, exchange at once. */
    @Test
    void honestClocksExchangeAtOnce() {
        Node ahead = dated(alice, now() + 4 * DAY);
        NodeDeletion deletion = alice.signer.sign(
                new NodeDeletion(room, alice.uids.next(), TestPeer.MESSAGE, now(), now() + 4 * DAY, NONE, NONE));
        alice.write(transaction -> transaction.putNodeDeletion(deletion));
        new TestConnection(alice, bob).start();
        until(() -> bob.stored(ahead.id()) != null && bob.hasDeletion(deletion));
    }

    /** A deletion waits too: it would bar versions that are written before its time. */
    @Test
    void aDeletionFromTheFutureWaits() {
        Node row = alice.put(room, "row");
        NodeDeletion early = alice.signer.sign(new NodeDeletion(
                room, row.id(), TestPeer.MESSAGE, row.mdate(), now() + 7 * DAY + 3_600_000, NONE, NONE));
        alice.write(transaction -> transaction.putNodeDeletion(early));
        new TestConnection(alice, bob).start();
        until(() -> bob.stored(row.id()) != null);
        settle();
        assertThat(bob.hasDeletion(early)).isFalse();
        time.run(Duration.ofHours(2));
        assertThat(bob.hasDeletion(early)).isTrue();
        assertThat(bob.stored(row.id())).isNull();
    }

    /** 41 §11.7: dates that cannot be are refused, and harm nothing else. */
    @Test
    void absurdDatesAreRefused() {
        Node absurd = dated(alice, SyncLimits.LAST_DATE + 1);
        Node present = alice.put(room, "present");
        new TestConnection(alice, bob).start();
        until(() -> bob.stored(present.id()) != null);
        time.run(Duration.ofDays(1));
        assertThat(bob.stored(absurd.id())).isNull();
        assertThat(bob.failures).isEmpty();
    }

    private Room bobDisabled(long date) {
        Authorisation only = new Authorisation(
                room,
                0,
                Map.of(
                        alice.self(),
                        List.of(new UserEntry(0, true)),
                        bob.self(),
                        List.of(new UserEntry(0, true), new UserEntry(date, false))),
                Map.of(),
                Map.of("*", List.of(new RightEntry(0, true, false))));
        return new Room(room, 0, Map.of(), Map.of(room, only));
    }

    private List<Node> bobIsDisabledWhileApart() {
        Node shared = bob.put(room, "shared");
        TestConnection connection = new TestConnection(alice, bob).start();
        until(() -> alice.stored(shared.id()) != null);
        settle();
        connection.cut();
        Node before = bob.put(room, "before");
        time.run(Duration.ofSeconds(10));
        alice.add(bobDisabled(now()));
        time.run(Duration.ofSeconds(10));
        Node after = bob.put(room, "after");
        return List.of(before, after);
    }

    /** 30 §2: a row of before is accepted for ever, and reported; one of after is refused. */
    @Test
    void rowsOfBeforeTheEndOfRightsAreAcceptedAndReported() {
        List<Node> rows = bobIsDisabledWhileApart();
        new TestConnection(alice, bob).start();
        until(() -> alice.stored(rows.get(0).id()) != null);
        settle();
        assertThat(alice.stored(rows.get(1).id())).isNull();
        assertThat(alice.reports)
                .anyMatch(report -> report.late().equals(Map.of(bob.self(), 1L))
                        && report.refused().equals(Map.of(ErrorCode.NOT_AUTHORISED, 1L)));
    }

    /** The policy that the application may choose. */
    @Test
    void lateRowsAreRefusedWhenConfigured() {
        alice.settings = new SyncSettings(262_144, 7 * DAY, true, true);
        List<Node> rows = bobIsDisabledWhileApart();
        new TestConnection(alice, bob).start();
        settle();
        assertThat(alice.stored(rows.get(0).id())).isNull();
        assertThat(alice.reports).anyMatch(report -> report.refused().getOrDefault(ErrorCode.LATE_ROW, 0L) == 1);
    }

    /** History that a newcomer pulls is not late, though its author has left long ago; nor is it refused. */
    @Test
    void historyIsNotLate() {
        List<Node> rows = bobIsDisabledWhileApart();
        new TestConnection(alice, bob).start();
        until(() -> alice.stored(rows.get(0).id()) != null);
        TestPeer carol = new TestPeer(time, "carol", 3);
        carol.settings = new SyncSettings(262_144, 7 * DAY, true, true);
        Room withCarol = TestPeer.room(room, false, alice, carol);
        Authorisation ofBob =
                bobDisabled(rows.get(1).mdate() - 10_000).authorisations().get(room);
        Room common = new Room(
                room, 0, Map.of(), Map.of(room, withCarol.authorisations().get(room), alice.uids.next(), ofBob));
        alice.add(common);
        carol.add(common);
        new TestConnection(alice, carol).start();
        until(() -> carol.stored(rows.get(0).id()) != null);
        settle();
        assertThat(carol.reports)
                .allMatch(report -> report.late().isEmpty() && report.refused().isEmpty());
    }
}
