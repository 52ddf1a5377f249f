package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.rows.InitialRows;
import io.discret.core.rows.RowSigner;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a member of a room does that the room does not let it (docs/protocol/30 §9, §10, §15; 21 "Where to do better" 4). */
class SharedRoomAttackTest {
    private static final byte[] NONE = new byte[0];

    private interface Attack {
        void in(SharedWorld world, HostileRoom said);
    }

    private static final Map<String, Attack> ROWS = rows();
    private static final Map<String, Attack> DEFINITIONS = definitions();

    private static Map<String, Attack> rows() {
        Map<String, Attack> rows = new LinkedHashMap<>();
        rows.put(
                "a row of the friend, taken over",
                (world, said) -> offer(
                        said,
                        world.hostile.signer.sign(HostileWorld.unsigned(
                                world.friendly().id(), world.room, world.now() + 1000, "1.0", json("mine")))));
        rows.put(
                "a row of a stranger",
                (world, said) -> offer(
                        said,
                        new RowSigner(world.stranger, Crypto.DERIVATION)
                                .sign(HostileWorld.unsigned(
                                        world.hostile.uids.next(), world.room, world.now(), "1.0", json("x")))));
        rows.put(
                "an entity without a right",
                (world, said) -> offer(
                        said,
                        world.hostile.signer.sign(HostileWorld.unsigned(
                                world.hostile.uids.next(), world.room, world.now(), "1.1", json("x")))));
        rows.put(
                "a row from before it was a member",
                (world, said) -> offer(
                        said,
                        world.hostile.signer.sign(HostileWorld.unsigned(
                                world.hostile.uids.next(), world.room, Definition.FOUNDED - 1, "1.0", json("x")))));
        rows.put("a row of the private room of the victim, moved here", (world, said) -> {
            Node own = InitialRows.of(world.alice, Crypto.DERIVATION).allowedPeer();
            offer(
                    said,
                    world.hostile.signer.sign(
                            HostileWorld.unsigned(own.id(), world.room, world.now(), "1.0", json("moved"))));
        });
        for (String entity : new String[] {"0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"}) {
            rows.put("a row of entity " + entity, (world, said) -> {
                Node row = world.hostile.signer.sign(HostileWorld.unsigned(
                        world.hostile.uids.next(),
                        world.room,
                        world.now(),
                        entity,
                        "{\"32\":\"x\",\"33\":\"allowed\"}"));
                offer(said, row);
                said.lines.add(said.line(world.now(), entity));
            });
        }
        rows.put("a deletion of the friend's row", (world, said) -> {
            Node row = world.friendly();
            said.nodeDeletions.add(world.hostile.signer.sign(
                    new NodeDeletion(world.room, row.id(), "1.0", row.mdate(), world.now(), NONE, NONE)));
        });
        rows.put("a relation from the friend's row", (world, said) -> {
            Node row = world.friendly();
            said.identifiers.add(new NodeIdentifier(row.id(), row.mdate() + 1, new byte[64]));
            said.edges.add(
                    world.hostile.signer.sign(new Edge(row.id(), "1.1", "33", row.id(), world.now(), NONE, NONE)));
        });
        rows.put(
                "an administrator by a relation",
                (world, said) -> said.edges.add(world.hostile.signer.sign(
                        new Edge(world.room, "0.0", "32", world.hostile.uids.next(), world.now(), NONE, NONE))));
        rows.put("users that are none", (world, said) -> {
            said.peers.add(InitialRows.of(world.stranger, Crypto.DERIVATION).peer());
            Node bob = InitialRows.of(world.bob, Crypto.DERIVATION).peer();
            said.peers.add(
                    new Node(bob.id(), null, 0, 5, "0.4", bob.json(), null, bob.verifyingKey(), bob.signature()));
        });
        rows.put("its own row of a user, absurd", (world, said) -> {
            Node own = InitialRows.of(world.mallory, Crypto.DERIVATION).peer();
            for (long date : new long[] {-1, Long.MAX_VALUE, 253_402_300_800_000L}) {
                said.peers.add(world.hostile.signer.sign(
                        new Node(own.id(), null, 0, date, "0.4", own.json(), null, NONE, NONE)));
            }
            String large = "{\"32\":\"AAAA\",\"33\":\"" + "x".repeat(300_000) + "\"}";
            said.peers.add(world.hostile.signer.sign(new Node(own.id(), null, 0, 5, "0.4", large, null, NONE, NONE)));
        });
        return rows;
    }

    private static Map<String, Attack> definitions() {
        Map<String, Attack> all = new LinkedHashMap<>();
        all.put(
                "itself as administrator",
                change((world, changed) -> changed.admin(world.mallory, world.mallory, world.now())));
        all.put(
                "itself as the first administrator",
                change((world, changed) -> changed.admin(world.mallory, world.mallory, Definition.FOUNDED - 1)));
        all.put(
                "a user of its own",
                change((world, changed) -> changed.user(world.mallory, world.stranger, world.now())));
        all.put(
                "a right of its own",
                change((world, changed) -> changed.right(world.mallory, "chat.Other", world.now())));
        all.put("an administrator by a signature that is not his", change((world, changed) -> {
            changed.admin(world.alice, world.mallory, world.now());
            Node row = changed.admins.get(1);
            changed.admins.set(
                    1,
                    new Node(
                            row.id(),
                            null,
                            row.cdate(),
                            row.mdate(),
                            "0.2",
                            row.json(),
                            null,
                            row.verifyingKey(),
                            new byte[64]));
        }));
        all.put(
                "a relation to nothing",
                change((world, changed) -> changed.adminEdges.add(Definition.edge(
                        world.alice, changed.id, "0.0", "32", world.hostile.uids.next(), world.now()))));
        all.put(
                "rows of another room",
                change((world, changed) -> changed.adminEdges.set(
                        0,
                        Definition.edge(
                                world.alice,
                                world.hostile.uids.next(),
                                "0.0",
                                "32",
                                changed.admins.get(0).id(),
                                world.now()))));
        all.put("the same row many times", change((world, changed) -> {
            for (int i = 0; i < 50; i++) {
                changed.admins.add(changed.admins.get(0));
                changed.adminEdges.add(changed.adminEdges.get(0));
            }
        }));
        all.put("a room under the id of another", (world, said) -> {
            Definition own = new Definition(world.hostile.uids::next, world.mallory, world.alice);
            said.definition = own.build();
            said.definitionDate = world.now();
        });
        all.put("a room made of rows of another room", (world, said) -> {
            Definition own = new Definition(world.definition);
            own.root = Definition.row(world.mallory, world.room, "0.0", "{}", world.now());
            own.part = Definition.row(world.mallory, own.authorisation, "0.1", "{}", world.now());
            said.definition = own.build();
            said.definitionDate = world.now();
        });
        return all;
    }

    private interface Change {
        void change(SharedWorld world, Definition changed);
    }

    private static Attack change(Change change) {
        return (world, said) -> {
            Definition changed = new Definition(world.definition);
            change.change(world, changed);
            said.definition = changed.build();
            said.definitionDate = world.now();
        };
    }

    static Set<String> rowNames() {
        return ROWS.keySet();
    }

    static Set<String> definitionNames() {
        return DEFINITIONS.keySet();
    }

    static Set<String> mutationNames() {
        return Mutation.all().keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowNames")
    void whatTheRoomForbidsStaysOut(String name) {
        try (SharedWorld world = new SharedWorld(1)) {
            HostileRoom said = world.hostile.room(world.room);
            Node good = world.message("good neighbour");
            said.nodes.add(good);
            ROWS.get(name).in(world, said);

            world.pull();

            assertThat(world.victim.content().nodes()).contains(good);
            world.verify(good);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("definitionNames")
    void aForgedDefinitionIsRefused(String name) {
        try (SharedWorld world = new SharedWorld(1)) {
            DEFINITIONS.get(name).in(world, world.hostile.room(world.room));

            world.pull();

            world.verify();
        }
    }

    /** The definition of a room in the answer to RoomNode, damaged in every way. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("mutationNames")
    void aDamagedDefinitionStopsNobody(String name) {
        try (SharedWorld world = new SharedWorld(1)) {
            Definition newer = new Definition(world.definition);
            newer.user(world.alice, world.stranger, world.now());
            HostileRoom said = world.hostile.room(world.room);
            said.definition = newer.build();
            said.definitionDate = world.now();
            Mutation mutation = Mutation.all().get(name);
            world.hostile.answering = (line, asked) -> {
                if (asked.query() instanceof Query.RoomNode) {
                    mutation.send(world.hostile, line, asked, world.hostile.answers(asked));
                } else {
                    world.hostile.honest(line, asked);
                }
            };

            HostileLine line = world.pull();

            assertThat(line.queries).anyMatch(asked -> asked.query() instanceof Query.RoomNode);
            world.friendGetsThrough();
            assertThat(world.logs.defects()).isEmpty();
        }
    }

    /** 30 §11, 41 §2.5: the private room of the victim and the name of its device are not for others. */
    @Test
    void aMemberLearnsNothingOfOtherRooms() {
        try (SharedWorld world = new SharedWorld(1)) {
            Uid own = world.alice.privateRoom();
            HostileLine line = world.meet();
            world.time.run(java.time.Duration.ofSeconds(2));
            long id = 1000;
            for (Query query : Queries.all(own)) {
                if (!(query instanceof Query.RoomList)) {
                    line.send(new QueryProtocol(id++, query));
                }
            }
            world.time.run(java.time.Duration.ofSeconds(2));

            assertThat(line.answers).filteredOn(answer -> answer.id() >= 1000).noneMatch(Answer::success);
            world.verify();
        }
    }

    /** 31 P4: only another device of the same user is asked which one it is. */
    @Test
    void anotherUserIsNoDevice() {
        try (SharedWorld world = new SharedWorld(1)) {
            HostileLine line = world.meet();
            world.time.run(java.time.Duration.ofSeconds(2));
            line.send(new RemoteEvent.ReadyFingerprint());
            world.time.run(java.time.Duration.ofSeconds(2));

            assertThat(line.queries)
                    .extracting(QueryProtocol::query)
                    .doesNotHaveAnyElementsOfTypes(Query.HardwareFingerprint.class);
            world.verify();
        }
    }

    /** A member that lists the private room of the victim is not asked about it. */
    @Test
    void thePrivateRoomIsNotPulledFromOthers() {
        try (SharedWorld world = new SharedWorld(1)) {
            Uid own = world.alice.privateRoom();
            world.hostile
                    .room(own)
                    .nodes
                    .add(world.hostile.signer.sign(
                            HostileWorld.unsigned(world.hostile.uids.next(), own, world.now(), "1.0", json("mine"))));
            HostileLine line = world.pull();

            assertThat(line.queries)
                    .extracting(QueryProtocol::query)
                    .noneMatch(query -> query instanceof Query.OfRoom ofRoom
                            && ofRoom.room().equals(own));
            world.verify();
        }
    }

    /** The suite can fail: a definition by the administrator does change the room. */
    @Test
    void aGenuineChangeIsTaken() {
        try (SharedWorld world = new SharedWorld(1)) {
            Definition newer = new Definition(world.definition);
            newer.user(world.alice, world.stranger, world.now());
            HostileRoom said = world.hostile.room(world.room);
            said.definition = newer.build();
            said.definitionDate = world.now();

            world.pull();

            assertThat(world.victim.content().nodes()).contains(newer.users.get(2));
            assertThat(world.victim.events).anyMatch(Event.RoomModified.class::isInstance);
        }
    }

    private static void offer(HostileRoom said, Node row) {
        said.extraNodes.add(row);
        said.identifiers.add(new NodeIdentifier(row.id(), row.mdate(), row.signature()));
        said.lines.add(said.line(row.mdate(), row.entity()));
    }

    private static String json(String text) {
        return "{\"32\":\"" + text + "\"}";
    }
}
