package io.discret.interop;

import static io.discret.interop.Together.same;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two devices of one user, one Java and one of the reference. */
@ExtendWith(LiveReference.class)
@ParameterizedClass(name = "{0}")
@MethodSource("io.discret.interop.Meeting#all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoDevicesTest {
    private static final String MODEL =
            "chat { Message { content: String, n: Integer nullable, f: Float nullable, b: Boolean nullable, j: Json nullable,"
                    + " c: Base64 nullable } Person { name: String, parents: [chat.Person] nullable } }";
    private static final String MESSAGES = "query { m: chat.Message (order_by(content asc, id asc))"
            + " { id room_id cdate mdate verifying_key content n f b j c } }";
    private static final String PEOPLE = "query { p: chat.Person (order_by(name asc, id asc), nullable(parents))"
            + " { id room_id cdate mdate name parents(order_by(name asc, id asc)) { id name } } }";
    private static final String PLAIN = "mutate { m: chat.Message { room_id: $room content: $content } }";
    private static final String INSERT =
            "mutate { m: chat.Message { room_id: $room content: $content n: $n f: $f b: $b j: $j c: $c } }";

    @Parameter
    Meeting meeting;

    private static Lan lan;
    private static Peer java;
    private static Peer rust;

    @TempDir
    static Path folder;

    @BeforeParameterizedClassInvocation
    static void open(Meeting meeting) throws IOException {
        lan = Lan.open();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Peer.Setting setting =
                new Peer.Setting(lan, Kept.folder(folder).resolve(meeting.toString()), meeting, MODEL, Map.of());
        java = new Peer(setting, Side.JAVA, "java", secret);
        rust = new Peer(setting, Side.RUST, "rust", secret);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        java.close();
        rust.close();
        lan.close();
    }

    @AfterEach
    void noErrors() {
        Together.noComplaints(rust, java);
    }

    private Peer of(Side side) {
        return side == Side.JAVA ? java : rust;
    }

    private void insert(Peer peer, String content) {
        peer.mutate(PLAIN, Map.of("room", peer.privateRoom, "content", content));
    }

    @Test
    @Order(1)
    void findEachOther() {
        rust.start(Meeting.Way.BOTH_DIAL);
        java.start(Meeting.Way.BOTH_DIAL);
        Together.connected(java, rust);
        if (meeting.way() != Meeting.Way.BOTH_DIAL) {
            oneWay();
        }
        if (meeting.transport().equals("netty")) {
            assertThat(java.log(line -> line.contains("certificate of this endpoint")))
                    .first()
                    .asString()
                    .contains("Ed25519");
        }
    }

    /** A device is accepted when each has heard the other; from then on one of them may be silent. */
    private void oneWay() {
        java.close();
        rust.close();
        rust.forgive();
        java.forgive();
        long before = java.log(line -> line.contains("A connection was ")).size();
        boolean javaDials = meeting.way() == Meeting.Way.JAVA_DIALS;
        Peer first = javaDials ? java : rust;
        first.forget();
        first.start();
        Peer second = javaDials ? rust : java;
        second.forget();
        second.start();
        Together.connected(java, rust);
        assertThat(java.log(line -> line.contains("A connection was ")).stream().skip(before))
                .isNotEmpty()
                .allMatch(line -> line.contains("A connection was dialed") == javaDials);
    }

    @ParameterizedTest(name = "scalars of every type, {0} writes")
    @EnumSource
    @Order(2)
    void scalarsOfEveryType(Side writer) {
        Peer peer = of(writer);
        byte[] bytes = new byte[50];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 5);
        }
        String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        List<Map<String, Object>> samples = List.of(
                sample(
                        "é ü 漢字 😀 \" \\ \n",
                        -(1L << 53),
                        0.1,
                        true,
                        "{\"a\":[1,2.5,null,\"x\"],\"b\":{\"c\":true}}",
                        base64),
                sample("limits", Long.MAX_VALUE, 1e300, false, "[]", ""),
                sample("whole", 0L, 3.0, false, "{\"z\":1,\"a\":2}", "AA"));
        List<String> wanted = new ArrayList<>();
        for (Map<String, Object> sample : samples) {
            Map<String, Object> parameters = new HashMap<>(sample);
            parameters.put("room", peer.privateRoom);
            parameters.put("content", writer + " " + sample.get("content"));
            peer.mutate(INSERT, parameters);
            wanted.add((String) parameters.get("content"));
        }
        insert(peer, writer + " plain");
        wanted.add(writer + " plain");

        same(java, rust, MESSAGES, answer -> texts(answer.path("m"), "content").containsAll(wanted));
    }

    private static Map<String, Object> sample(String content, long n, double f, boolean b, String j, String c) {
        return Map.of("content", content, "n", n, "f", f, "b", b, "j", j, "c", c);
    }

    @ParameterizedTest(name = "update of a row of the other, {0} writes")
    @EnumSource
    @Order(3)
    void updateOfARowOfTheOther(Side writer) {
        JsonNode row = row(of(writer).query(MESSAGES).path("m"), "content", writer.other() + " plain");
        of(writer)
                .mutate(
                        "mutate { m: chat.Message { id: $id n: $n content: $t } }",
                        Map.of("id", row.path("id").asText(), "n", 42, "t", "changed by " + writer));

        same(
                java,
                rust,
                MESSAGES,
                answer -> row(answer.path("m"), "id", row.path("id").asText())
                                .path("n")
                                .asInt()
                        == 42);
    }

    @ParameterizedTest(name = "deletion of a row of the other, {0} deletes")
    @EnumSource
    @Order(4)
    void deletionOfARow(Side writer) {
        JsonNode row = row(of(writer).query(MESSAGES).path("m"), "content", writer.other() + " limits");
        of(writer)
                .delete(
                        "delete { chat.Message { $id } }",
                        Map.of("id", row.path("id").asText()));

        same(java, rust, MESSAGES, answer -> !texts(answer.path("m"), "id")
                .contains(row.path("id").asText()));
    }

    @ParameterizedTest(name = "nested rows and relations, {0} writes")
    @EnumSource
    @Order(5)
    void nestedRows(Side writer) {
        of(writer)
                .mutate(
                        "mutate { p: chat.Person { room_id: $room name: $a parents: [{ name: $b parents: [{ name: $c }] },"
                                + " { name: $d }] } }",
                        Map.of(
                                "room",
                                of(writer).privateRoom,
                                "a",
                                writer.toString(),
                                "b",
                                writer + "'s mother",
                                "c",
                                writer + "'s grandmother",
                                "d",
                                writer + "'s father"));

        same(
                java,
                rust,
                PEOPLE,
                answer -> row(answer.path("p"), "name", writer.toString())
                                .path("parents")
                                .size()
                        == 2);
    }

    @ParameterizedTest(name = "deletion of a relation of the other, {0} deletes")
    @EnumSource
    @Order(6)
    void deletionOfARelation(Side writer) {
        JsonNode person =
                row(of(writer).query(PEOPLE).path("p"), "name", writer.other().toString());
        String father = row(person.path("parents"), "name", writer.other() + "'s father")
                .path("id")
                .asText();
        of(writer)
                .delete(
                        "delete { chat.Person { $id parents[$father] } }",
                        Map.of("id", person.path("id").asText(), "father", father));

        same(
                java,
                rust,
                PEOPLE,
                answer -> row(answer.path("p"), "id", person.path("id").asText())
                                .path("parents")
                                .size()
                        == 1);
    }

    @ParameterizedTest(name = "a relation is added to a row of the other, {0} writes")
    @EnumSource
    @Order(7)
    void additionOfARelation(Side writer) {
        JsonNode people = of(writer).query(PEOPLE).path("p");
        String child = row(people, "name", writer.other().toString()).path("id").asText();
        String parent = row(people, "name", writer.toString()).path("id").asText();
        of(writer)
                .mutate(
                        "mutate { p: chat.Person { id: $id parents: [{ id: $parent }] } }",
                        Map.of("id", child, "parent", parent));

        same(java, rust, PEOPLE, answer -> texts(
                        row(answer.path("p"), "id", child).path("parents"), "id")
                .contains(parent));
    }

    @Test
    @Order(8)
    void liveChangesInBothDirections() {
        int before = java.query(MESSAGES).path("m").size();
        for (int i = 0; i < 10; i++) {
            insert(java, "live " + i + " of Java");
            insert(rust, "live " + i + " of Rust");
        }

        same(java, rust, MESSAGES, answer -> answer.path("m").size() == before + 20);
    }

    @ParameterizedTest(name = "{0} is killed and comes back")
    @EnumSource
    @Order(9)
    void reconnect(Side victim) {
        Peer killed = of(victim);
        Peer other = of(victim.other());
        other.forget();
        killed.kill();
        insert(other, "while " + victim + " was away");
        Together.await(other + " says PeerDisconnected", Together.CONNECT, () -> !other.events("PeerDisconnected")
                .isEmpty());
        other.forgive();
        other.forget();
        killed.start();
        Together.connected(killed, other);
        insert(killed, victim + " is back");

        same(java, rust, MESSAGES, answer -> texts(answer.path("m"), "content")
                .containsAll(List.of("while " + victim + " was away", victim + " is back")));
    }

    private static List<String> texts(JsonNode rows, String member) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(member).asText()));
        return texts;
    }

    private static JsonNode row(JsonNode rows, String member, String value) {
        for (JsonNode row : rows) {
            if (row.path(member).asText().equals(value)) {
                return row;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
