package io.discret.core.rooms;

import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static io.discret.core.rows.VectorRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.RowDecision.Replaced;
import io.discret.core.rows.VectorRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every answer of rooms.json: what rooms grant, and what that means for rows of peers (docs/protocol/30 §2, §10). */
class RoomVectorsTest {
    private static final JsonNode ROOMS = VectorRows.file("rooms.json");

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<String, List<String>> insertions = new LinkedHashMap<>();

    RoomVectorsTest() {
        ROOMS.get("rooms").forEach(this::build);
    }

    private static VerifyingKey key(String name) {
        for (JsonNode key : ROOMS.get("keys")) {
            if (key.get("name").asText().equals(name)) {
                return VerifyingKey.of(bytes(key.get("verifying_key")));
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static VerifyingKey key(JsonNode name) {
        return key(name.asText());
    }

    private void build(JsonNode vector) {
        List<String> outcomes = new ArrayList<>();
        RoomBuilder room = new RoomBuilder(uid(vector.get("room_id")), 0);
        vector.get("admins")
                .forEach(admin -> outcomes.add(outcome(() -> room.admin(key(admin.get(0)), userEntry(admin)))));
        for (JsonNode auth : vector.get("authorisations")) {
            AuthorisationBuilder builder = room.authorisation(uid(auth.get("id")), 0);
            auth.get("users")
                    .forEach(user -> outcomes.add(outcome(() -> builder.user(key(user.get(0)), userEntry(user)))));
            auth.get("user_admins")
                    .forEach(user -> outcomes.add(outcome(() -> builder.userAdmin(key(user.get(0)), userEntry(user)))));
            auth.get("rights")
                    .forEach(right -> outcomes.add(
                            outcome(() -> builder.right(right.get(0).asText(), rightEntry(right)))));
        }
        rooms.put(vector.get("name").asText(), room.build());
        insertions.put(vector.get("name").asText(), outcomes);
    }

    private static UserEntry userEntry(JsonNode entry) {
        return new UserEntry(entry.get(1).longValue(), entry.get(2).asBoolean());
    }

    private static RightEntry rightEntry(JsonNode entry) {
        return new RightEntry(
                entry.get(1).longValue(), entry.get(2).asBoolean(), entry.get(3).asBoolean());
    }

    private static String outcome(Runnable insertion) {
        try {
            insertion.run();
            return "ok";
        } catch (DiscretException e) {
            return e.code().text();
        }
    }

    @TestFactory
    Stream<DynamicTest> roomsAnswerAsTheReference() {
        return cases(ROOMS.get("rooms"))
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").asText(), () -> check(vector)));
    }

    private void check(JsonNode vector) {
        String name = vector.get("name").asText();
        Room room = rooms.get(name);
        assertThat(insertions.get(name)).isEqualTo(texts(vector.get("insertion")));
        for (JsonNode can : vector.get("can")) {
            VerifyingKey key = key(can.get(0));
            String entity = can.get(1).asText();
            long date = can.get(2).longValue();
            assertThat(room.can(key, entity, date, Right.MUTATE_SELF))
                    .as("self %s", can)
                    .isEqualTo(can.get(3).asBoolean());
            assertThat(room.can(key, entity, date, Right.MUTATE_ALL))
                    .as("all %s", can)
                    .isEqualTo(can.get(4).asBoolean());
        }
        vector.get("status").forEach(status -> checkStatus(room, vector, status));
        assertThat(room.users())
                .containsExactlyInAnyOrderElementsOf(texts(vector.get("users")).stream()
                        .map(RoomVectorsTest::key)
                        .toList());
        for (JsonNode has : vector.get("has_user")) {
            assertThat(room.hasUser(key(has.get(0)))).isEqualTo(has.get(1).asBoolean());
        }
    }

    private static void checkStatus(Room room, JsonNode vector, JsonNode status) {
        VerifyingKey key = key(status.get(0));
        long date = status.get(1).longValue();
        assertThat(room.isAdmin(key, date)).isEqualTo(status.get(2).asBoolean());
        assertThat(room.isMember(key, date)).isEqualTo(status.get(3).asBoolean());
        for (int i = 0; i < status.get(4).size(); i++) {
            Authorisation auth = room.authorisations()
                    .get(uid(vector.get("authorisations").get(i).get("id")));
            assertThat(auth.canAdminUsers(key, date))
                    .isEqualTo(status.get(4).get(i).get(0).asBoolean());
            assertThat(auth.isUser(key, date))
                    .isEqualTo(status.get(4).get(i).get(1).asBoolean());
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private RowDecision decision() {
        Map<Uid, Room> byId = new LinkedHashMap<>();
        rooms.values().forEach(room -> byId.put(room.id(), room));
        return new RowDecision(
                new Rooms() {
                    @Override
                    public Room room(Uid id) {
                        return byId.get(id);
                    }

                    @Override
                    public Collection<Room> all() {
                        return byId.values();
                    }
                },
                Uid.ZERO);
    }

    @TestFactory
    Stream<DynamicTest> rowsOfPeersAreDecidedAsByTheReference() {
        RowDecision decision = decision();
        return cases(ROOMS.get("row_decisions"))
                .map(row -> DynamicTest.dynamicTest(row.get("room").asText(), () -> {
                    VerifyingKey author = key(row.get("author"));
                    String entity = row.get("entity").asText();
                    long date = row.get("date").longValue();
                    Uid room = rooms.get(row.get("room").asText()).id();
                    byte[] own = author.bytes();
                    byte[] other = own.clone();
                    other[5] ^= 1;
                    assertThat(bools(
                                    decision.mayWrite(author, room, entity, date, null),
                                    decision.mayWrite(author, room, entity, date, new Replaced(own, room, entity)),
                                    decision.mayWrite(author, room, entity, date, new Replaced(other, room, entity))))
                            .isEqualTo(bools(row.get("insert")));
                    List<Boolean> deletions = bools(
                            decision.mayDelete(author, room, entity, date, null),
                            decision.mayDelete(author, room, entity, date, own),
                            decision.mayDelete(author, room, entity, date, other));
                    assertThat(deletions).isEqualTo(bools(row.get("delete_node")));
                    assertThat(deletions).isEqualTo(bools(row.get("delete_edge")));
                    assertThat(decision.mayLink(author, room, entity, date))
                            .isEqualTo(row.get("insert_edge").asBoolean());
                }));
    }

    private static List<Boolean> bools(Boolean... values) {
        return Arrays.asList(values);
    }

    private static List<Boolean> bools(JsonNode list) {
        List<Boolean> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asBoolean()));
        return values;
    }

    /** Moves between rooms, and missing information; the case without a row at all cannot even be asked here. */
    @TestFactory
    Stream<DynamicTest> movedRowsAreDecidedAsByTheReference() {
        RowDecision decision = decision();
        return cases(ROOMS.get("special_row_decisions"))
                .filter(row -> !row.get("author").isNull())
                .map(row -> DynamicTest.dynamicTest(row.get("case").asText(), () -> {
                    String entity = row.get("entity").isNull()
                            ? null
                            : row.get("entity").asText();
                    Uid room = row.get("new_room").isNull() ? null : uid(row.get("new_room"));
                    Replaced old = new Replaced(key(row.get("old_author")).bytes(), uid(row.get("old_room")), entity);
                    assertThat(decision.mayWrite(
                                    key(row.get("author")),
                                    room,
                                    entity,
                                    row.get("date").longValue(),
                                    old))
                            .isEqualTo(row.get("allowed").asBoolean());
                }));
    }

    @TestFactory
    Stream<DynamicTest> roomsAreOfferedToTheirMembers() {
        return cases(ROOMS.get("rooms_for_peer"))
                .map(offer -> DynamicTest.dynamicTest(
                        offer.get(0).asText() + " " + offer.get(1).asText(),
                        () -> assertThat(new TreeSet<>(rooms.keySet().stream()
                                        .filter(name -> rooms.get(name)
                                                .isMember(
                                                        key(offer.get(0)),
                                                        offer.get(1).longValue()))
                                        .toList()))
                                .isEqualTo(new TreeSet<>(texts(offer.get(2))))));
    }

    /** docs/protocol/30 B15: a row without room is not captured by whoever may change everything somewhere. */
    @Test
    void aRowOutsideOfRoomsStaysThere() {
        Room room = rooms.get("mutate all implies mutate self");
        Replaced outside = new Replaced(new byte[33], null, "notes.Page");
        RowDecision decision = decision();
        for (JsonNode key : ROOMS.get("keys")) {
            VerifyingKey author = VerifyingKey.of(bytes(key.get("verifying_key")));
            assertThat(decision.mayWrite(author, room.id(), "notes.Page", 5000, outside))
                    .isFalse();
        }
    }

    /** docs/protocol/30 B8. */
    @Test
    void definitionsAndPeersNeverTravelAsRowsOfARoom() {
        RowDecision decision = new RowDecision(
                new Rooms() {
                    @Override
                    public Room room(Uid id) {
                        return null;
                    }

                    @Override
                    public Collection<Room> all() {
                        return List.of();
                    }
                },
                Uid.ZERO);
        Uid shared = Uid.parse("AAECAwQFBgcICQoLDA0ODw");
        for (String entity : List.of("0.0", "0.1", "0.2", "0.3", "0.4")) {
            assertThat(decision.travelsIn(Uid.ZERO, entity)).isFalse();
            assertThat(decision.travelsIn(shared, entity)).isFalse();
        }
        for (String entity : List.of("0.5", "0.6", "0.7", "0.8")) {
            assertThat(decision.travelsIn(Uid.ZERO, entity)).isTrue();
            assertThat(decision.travelsIn(shared, entity)).isFalse();
        }
        assertThat(decision.travelsIn(shared, "0")).isTrue();
        assertThat(decision.travelsIn(shared, "1.0")).isTrue();
    }
}
