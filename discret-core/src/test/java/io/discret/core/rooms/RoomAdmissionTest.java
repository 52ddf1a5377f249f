package io.discret.core.rooms;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.RoomAdmission.Admitted;
import io.discret.core.rows.RowVerifier;
import io.discret.core.rows.VectorRows;
import io.discret.core.wire.RoomNode;
import io.discret.spi.BincodeReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every step of room_updates_1.json and room_updates_2.json, with the differences we want (docs/protocol/30 §9, §15). */
class RoomAdmissionTest {
    private static final RowVerifier VERIFIER = new RowVerifier(SIGNER, DERIVATION);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where we decide otherwise than the reference, and why. */
    private static final Map<String, String> DIFFERENCES = Map.of(
            // Sorted by date before it is applied (§8.2), it is refused for the other reason.
            "same administrator twice, the later entry first", "refused: not_authorised",
            // B1: the right entities and labels, and no room.
            "administrator edge with another label", "refused: bad_content",
            "administrator row of another entity", "refused: bad_content",
            "root row of another entity", "refused: bad_content",
            "root row inside a room", "refused: bad_content",
            // B5: a newcomer takes what the members took.
            "user entry signed by a user administrator", "created",
            // B4: what an administrator may write others take from him.
            "authorisation with a user, both signed by the administrator", "updated",
            // Decision 006: what somebody said who did not know that he was disabled is left out.
            "the disabled administrator adds one", "unchanged",
            "the disabled user administrator disables a user", "unchanged",
            // B3: a hole of the reference.
            "new authorisation whose user administrator entry is signed by a stranger", "refused: not_authorised");

    /** The root row of a stranger is left out (H1): the room keeps the date of the one before. */
    private static final Set<String> OTHER_MDATE =
            Set.of("root row replaced by a stranger, with a valid new administrator");

    @TestFactory
    Stream<DynamicTest> definitionsOfPeersAreDecidedStepByStep() {
        return Stream.of("room_updates_1.json", "room_updates_2.json").flatMap(file -> {
            JsonNode vectors = VectorRows.file(file);
            return cases(vectors.get("histories"))
                    .map(history -> DynamicTest.dynamicTest(
                            history.get("name").asText(), () -> play(history, names(vectors.get("keys")))));
        });
    }

    private static Map<String, String> names(JsonNode keys) {
        Map<String, String> names = new HashMap<>();
        keys.forEach(key -> names.put(
                VerifyingKey.of(bytes(key.get("verifying_key"))).toString(),
                key.get("name").asText()));
        return names;
    }

    private static void play(JsonNode history, Map<String, String> names) {
        Map<String, RoomNode> stored = new HashMap<>();
        Set<String> apart = new HashSet<>();
        Set<String> otherMdate = new HashSet<>();
        for (JsonNode step : history.get("steps")) {
            String what = step.get("what").asText();
            RoomNode received = RoomNode.read(new BincodeReader(bytes(step.get("encoded"))));
            String id = received.node().id().toString();
            assertThat(DefinitionRows.verify(received, VERIFIER)
                            .map(ErrorCode::text)
                            .orElse("ok"))
                    .as(what)
                    .isEqualTo(step.get("signatures").asText());
            String expected = step.get("result").asText();
            String ours = DIFFERENCES.getOrDefault(what, expected);
            assertThat(decide(received, id, stored)).as(what).isEqualTo(ours);
            if (!ours.equals(expected)) {
                apart.add(id);
            }
            if (OTHER_MDATE.contains(what)) {
                otherMdate.add(id);
            }
            if (!apart.contains(id)) {
                checkRoom(what, step.get("room_after"), stored.get(id), names, otherMdate.contains(id));
            }
        }
    }

    private static String decide(RoomNode received, String id, Map<String, RoomNode> stored) {
        RoomNode before = stored.get(id);
        try {
            Admitted admitted = before == null ? RoomAdmission.create(received) : RoomAdmission.merge(before, received);
            stored.put(id, admitted.definition());
            return admitted.outcome().name().toLowerCase(Locale.ROOT);
        } catch (DiscretException e) {
            return "refused: " + e.code().text();
        }
    }

    private static void checkRoom(
            String what, JsonNode expected, RoomNode stored, Map<String, String> names, boolean otherMdate) {
        if (expected.isNull()) {
            assertThat(stored).as(what).isNull();
            return;
        }
        ObjectNode room = describe(RoomDefinition.room(stored), names);
        if (otherMdate) {
            room.set("mdate", expected.get("mdate"));
        }
        assertThat(room).as(what).isEqualTo(expected);
    }

    private static ObjectNode describe(Room room, Map<String, String> names) {
        ObjectNode described = JSON.createObjectNode();
        described.set("admins", users(room.admins(), names));
        ArrayNode authorisations = described.putArray("authorisations");
        Map<String, Authorisation> ordered = new TreeMap<>();
        room.authorisations().values().forEach(auth -> ordered.put(hex(auth.id().bytes()), auth));
        ordered.forEach((id, auth) -> {
            ObjectNode one = authorisations.addObject();
            one.put("id", id);
            one.put("mdate", auth.mdate());
            ObjectNode rights = one.putObject("rights");
            auth.rights().forEach((entity, entries) -> {
                ArrayNode list = rights.putArray(entity);
                entries.forEach(entry -> list.addArray()
                        .add(entry.date())
                        .add(entry.mutateSelf())
                        .add(entry.mutateAll()));
            });
            one.set("user_admins", users(auth.userAdmins(), names));
            one.set("users", users(auth.users(), names));
        });
        described.put("id", hex(room.id().bytes()));
        described.put("mdate", room.mdate());
        try {
            // Numbers in one form, whatever their size.
            return (ObjectNode) JSON.readTree(JSON.writeValueAsString(described));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode users(Map<VerifyingKey, List<UserEntry>> users, Map<String, String> names) {
        ObjectNode described = JSON.createObjectNode();
        users.forEach((key, entries) -> {
            ArrayNode list = described.putArray(names.getOrDefault(key.toString(), key.toString()));
            entries.forEach(entry -> list.addArray().add(entry.date()).add(entry.enabled()));
        });
        return described;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
