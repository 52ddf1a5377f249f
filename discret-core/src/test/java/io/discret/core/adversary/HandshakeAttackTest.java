package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Event;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.core.rows.InitialRows;
import io.discret.core.rows.RowSigner;
import io.discret.core.wire.Answer;
import io.discret.core.wire.ConnectionInfo;
import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.core.wire.IdentityAnswer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Node;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who cannot prove to be an allowed peer gets nothing and is sent away (docs/protocol/40 §4, 41 §1, 31 §6, §12). */
class HandshakeAttackTest {
    private static final Duration HANDSHAKE = Duration.ofSeconds(31);

    /** An answer to the proof of identity that proves nothing. */
    interface Proof {
        IdentityAnswer proof(HostileSide world, byte[] challenge);
    }

    static final Map<String, Proof> PROOFS = proofs();

    private static Map<String, Proof> proofs() {
        Map<String, Proof> proofs = new LinkedHashMap<>();
        proofs.put(
                "by another key",
                (world, challenge) -> new IdentityAnswer(peer(world.stranger), world.stranger.sign(challenge)));
        proofs.put(
                "of the user, signed by another key",
                (world, challenge) -> new IdentityAnswer(peer(world.user), world.stranger.sign(challenge)));
        proofs.put(
                "of another challenge",
                (world, challenge) -> new IdentityAnswer(peer(world.user), world.user.sign(new byte[32])));
        proofs.put("without a signature", (world, challenge) -> new IdentityAnswer(peer(world.user), new byte[0]));
        proofs.put(
                "with a key of order 1",
                (world, challenge) -> new IdentityAnswer(keyed(world, new byte[] {1, 1, 0}, 33), neutral()));
        proofs.put(
                "without a key",
                (world, challenge) -> new IdentityAnswer(keyed(world, new byte[0], 0), world.user.sign(challenge)));
        proofs.put(
                "with a row that has a room",
                (world, challenge) ->
                        new IdentityAnswer(signed(world, "0.4", world.room, 0), world.user.sign(challenge)));
        proofs.put(
                "with a row of another entity",
                (world, challenge) -> new IdentityAnswer(signed(world, "0.5", null, 0), world.user.sign(challenge)));
        proofs.put("with a row signed by somebody else", (world, challenge) -> {
            Node row = peer(world.user);
            return new IdentityAnswer(
                    new Node(
                            row.id(),
                            null,
                            row.cdate(),
                            row.mdate(),
                            row.entity(),
                            row.json(),
                            null,
                            row.verifyingKey(),
                            peer(world.stranger).signature()),
                    world.user.sign(challenge));
        });
        return proofs;
    }

    static java.util.Set<String> proofNames() {
        return PROOFS.keySet();
    }

    @ParameterizedTest(name = "a proof {0}")
    @MethodSource("proofNames")
    void aPeerWithoutProofIsSentAway(String name) {
        try (HostileWorld world = new HostileWorld(1)) {
            long connected = connected(world);
            world.hostile.answering = (line, asked) -> {
                if (asked.query() instanceof Query.ProveIdentity identity) {
                    IdentityAnswer proof = PROOFS.get(name).proof(world, identity.challenge());
                    line.send(Answer.single(asked.id(), Payload.PROVE_IDENTITY.encode(proof)));
                }
            };
            world.hostile.opened = line -> {
                world.hostile.askIdentity(line);
                askEverything(world, line);
                line.send(new RemoteEvent.Ready());
            };

            HostileLine line = world.meet();
            world.time.run(HANDSHAKE);

            assertThat(line.closed).isEqualTo(2);
            assertThat(line.queries).extracting(QueryProtocol::query).hasOnlyElementsOfType(Query.ProveIdentity.class);
            assertThat(line.events).isEmpty();
            assertServedNothing(line);
            assertThat(connected(world)).isEqualTo(connected);
            world.verify();
        }
    }

    /** 41 §2.5: who dials and never proves who it is learns nothing, not even who we are; and is closed in time. */
    @Test
    void aDialerThatSaysNothingLearnsNothing() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.answering = (line, asked) -> {};
            HostileLine line = dial(world);
            line.frame(
                    StreamFlag.EVENTS, world.hostile.info(world.user.ownToken()).encode());
            line.send(new QueryProtocol(0, new Query.ProveIdentity(new byte[32])));
            askEverything(world, line);
            for (int i = 0; i < 20; i++) {
                line.send(new RemoteEvent.Ready());
                line.send(new RemoteEvent.ReadyFingerprint());
                line.send(new RemoteEvent.RoomDataChanged(world.room));
                line.send(new RemoteEvent.RoomDefinitionChanged(world.room));
            }
            world.time.run(HANDSHAKE);

            assertThat(line.closed).isEqualTo(2);
            assertThat(line.answers).noneMatch(Answer::success);
            assertThat(line.events).isEmpty();
            world.verify();
        }
    }

    /** 31 P15: connections that only wait cost nothing for long, and keep nobody out. */
    @Test
    void manySilentDialersKeepNobodyOut() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.answering = (line, asked) -> {};
            for (int i = 0; i < 200; i++) {
                HostileLine line = dial(world);
                world.hostile.renew();
                if (i % 2 == 0) {
                    line.frame(
                            StreamFlag.EVENTS,
                            world.hostile.info(world.user.ownToken()).encode());
                }
            }
            world.friendGetsThrough();
            world.time.run(HANDSHAKE);

            assertThat(world.hostile.lines).noneMatch(line -> line.closed == null);
            world.verify();
        }
    }

    /** More than a transport takes at all, in one moment: somebody honest is let in at once, not when they time out. */
    @Test
    void moreSilentDialersThanPlacesKeepNobodyOut() {
        try (HostileWorld world = new HostileWorld(1)) {
            for (int i = 0; i < 1_100; i++) {
                var dialed = world.hostile.dialRaw(world.victim.machine, world.port());
                world.until(dialed::isDone);
                dialed.join().accept();
            }
            HostileLine honest = dial(world);
            honest.frame(
                    StreamFlag.EVENTS, world.hostile.info(world.user.ownToken()).encode());
            world.time.run(Duration.ofSeconds(1));

            assertThat(honest.answers).anyMatch(Answer::success);
            assertThat(world.hostile.lines)
                    .filteredOn(line -> line.closed == null)
                    .as("connections that the victim keeps")
                    .hasSizeLessThanOrEqualTo(64);
            world.verify();
        }
    }

    /** 40 §4.1: streams that are not the three, each once, end the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "4", "255", "1,1", "3,3", "1,2", "1,2,2"})
    void otherStreamsAreRefused(String flags) {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.initiate(world.hostile.header(), world.user.ownToken());
            var dialed = world.hostile.dialRaw(world.victim.machine, world.port());
            world.until(dialed::isDone);
            HostileLine line = dialed.join();
            line.accept();
            if (!flags.isEmpty()) {
                for (String flag : flags.split(",")) {
                    line.connection
                            .openStream()
                            .thenAccept(stream -> stream.write(new byte[] {(byte) Integer.parseInt(flag)}));
                }
            }
            world.time.run(Duration.ofSeconds(11));

            assertThat(line.closed).isEqualTo(0);
            world.verify();
        }
    }

    /** 40 §4.3, §10.2: the first frame is bounded, and read at once or not at all. */
    @Test
    void aConnectionInfoIsReadOrRefused() {
        try (HostileWorld world = new HostileWorld(1)) {
            ConnectionInfo info = world.hostile.info(world.user.ownToken());
            byte[] good = info.encode();
            byte[][] bad = {
                ByteBuffer.allocate(4).putInt(-1).array(),
                ByteBuffer.allocate(4).putInt(1025).array(),
                FrameWriter.frame(new byte[0]),
                FrameWriter.frame(Arrays.copyOf(good, 64)),
                FrameWriter.frame(hugeKey(good)),
                FrameWriter.frame(new ConnectionInfo(
                                info.endpointId(),
                                info.remoteId(),
                                info.connectionId(),
                                world.stranger.ownToken(),
                                info.verifyingKey())
                        .encode()),
                FrameWriter.frame(new ConnectionInfo(
                                info.endpointId(),
                                info.remoteId(),
                                info.connectionId(),
                                info.token(),
                                world.stranger.verifyingKey().bytes())
                        .encode()),
                FrameWriter.frame(new ConnectionInfo(
                                info.endpointId(), info.remoteId(), info.connectionId(), info.token(), new byte[0])
                        .encode()),
                FrameWriter.frame(new ConnectionInfo(
                                world.endpoint(world.victim.machine),
                                info.remoteId(),
                                info.connectionId(),
                                info.token(),
                                info.verifyingKey())
                        .encode())
            };
            for (byte[] one : bad) {
                HostileLine line = dial(world);
                line.raw(StreamFlag.EVENTS, one);
                world.settle();
                assertThat(line.closed).as("code of the close").isIn(0L, 2L);
                assertThat(line.queries).isEmpty();
            }
            world.verify();
        }
    }

    /** Cut after every byte of what a dialer says first. */
    @Test
    void theOpeningIsCutAtEveryByte() {
        try (HostileWorld world = new HostileWorld(1)) {
            byte[] opening =
                    FrameWriter.frame(world.hostile.info(world.user.ownToken()).encode());
            for (int length = 0; length < opening.length; length++) {
                HostileLine line = dial(world);
                line.raw(StreamFlag.EVENTS, Arrays.copyOf(opening, length));
                line.stream(StreamFlag.EVENTS).finish();
                world.time.run(Duration.ofMillis(50));
                assertThat(line.closed).isEqualTo(0);
            }
            world.verify();
        }
    }

    /** 41 §11.1: the proof of identity signs one challenge of 32 bytes, and is no tool for forgers. */
    @Test
    void theProofOfIdentityIsNoSigningMachine() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.opened = line -> {
                for (int length : new int[] {0, 31, 33, 64, 1 << 19}) {
                    line.send(new QueryProtocol(100 + length, new Query.ProveIdentity(new byte[length])));
                }
                for (int i = 0; i < 50; i++) {
                    line.send(new QueryProtocol(10 + i, new Query.ProveIdentity(new byte[32])));
                }
            };
            HostileLine line = world.meet();
            world.settle();

            assertThat(line.answers)
                    .extracting(Answer::id)
                    .containsOnlyOnce(10L)
                    .doesNotContain(11L, 100L, 131L, 133L);
            world.verify();
        }
    }

    /** 31 §7, 20 §10: what a device says of itself goes into a row; it cannot take the row of another. */
    @Test
    void aDeviceCannotTakeTheRowOfAnother() {
        try (HostileWorld world = new HostileWorld(1)) {
            Node friendly = NodeForgeries.friendly(world);
            world.hostile.hardware = new HardwareFingerprint(friendly.id(), "a row of the friend");

            HostileLine line = world.meet();
            world.settle();

            assertThat(line.closed).isEqualTo(2);
            assertThat(world.victim.content().nodes()).contains(friendly);
            world.verify();
        }
    }

    /** 40 §10: a name of megabytes would be kept for ever, and shown. */
    @Test
    void theNameOfADeviceIsBounded() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.hardware = new HardwareFingerprint(world.hostile.uids.next(), "\"}{\u0000".repeat(500_000));

            world.meet();
            world.settle();

            assertThat(world.victim.content().nodes())
                    .filteredOn(node -> node.entity().equals("0.6"))
                    .allMatch(node -> node.json() != null && node.json().length() < 2000);
            world.verify();
        }
    }

    // Parts.

    private static void askEverything(HostileWorld world, HostileLine line) {
        long id = 1000;
        for (Query query : Queries.all(world.room)) {
            line.send(new QueryProtocol(id++, query));
        }
    }

    /** Refusals may be told, nothing else. */
    private static void assertServedNothing(HostileLine line) {
        assertThat(line.answers).filteredOn(answer -> answer.id() >= 1000).noneMatch(Answer::success);
    }

    private static long connected(HostileWorld world) {
        return world.victim.events.stream()
                .filter(Event.PeerConnected.class::isInstance)
                .count();
    }

    private static HostileLine dial(HostileWorld world) {
        var dialed = world.hostile.dial(world.victim.machine, world.port());
        world.until(dialed::isDone);
        return dialed.join();
    }

    private static Node peer(Identity user) {
        return InitialRows.of(user, Crypto.DERIVATION).peer();
    }

    private static Node signed(HostileSide world, String entity, io.discret.api.Uid room, long date) {
        Node row = peer(world.user);
        return new RowSigner(world.user, Crypto.DERIVATION)
                .sign(new Node(row.id(), room, date, date, entity, row.json(), null, new byte[0], new byte[0]));
    }

    private static Node keyed(HostileSide world, byte[] key, int length) {
        Node row = peer(world.user);
        return new Node(row.id(), null, 0, 0, "0.4", row.json(), null, Arrays.copyOf(key, length), neutral());
    }

    private static byte[] neutral() {
        byte[] signature = new byte[64];
        signature[0] = 1;
        return signature;
    }

    /** The length of the key says 2^63. */
    private static byte[] hugeKey(byte[] info) {
        byte[] changed = info.clone();
        Arrays.fill(changed, 55, 63, (byte) 0x7f);
        return changed;
    }
}
