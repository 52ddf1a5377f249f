package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Invite;
import io.discret.core.net.Endpoint;
import io.discret.core.wire.Answer;
import io.discret.core.wire.ConnectionInfo;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import io.discret.testkit.StoreContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What somebody can do who proves nothing, on real sockets (docs/protocol/31, 40 §7, §9, 41 §1). */
final class RealStrangers {
    private static final int DATAGRAM = 1400;

    private RealStrangers() {}

    /**
     * @param dialers that connect and say nothing
     * @param announces of each kind
     * @param patience how long the relay may try
     */
    static List<RealAttack> all(int dialers, int announces, Duration patience) {
        return List.of(
                new RealAttack("proofs of identity that prove nothing", RealStrangers::proofs),
                new RealAttack("the proof of identity as a machine that signs", RealStrangers::signing),
                new RealAttack("the proof of identity of another, relayed", world -> relay(world, patience)),
                new RealAttack("connections that say nothing", world -> silent(world, dialers)),
                new RealAttack(
                        "announces: unknown tokens, forged, no announce at all", world -> announces(world, announces)),
                new RealAttack("a certificate that is not the announced one", RealStrangers::certificate),
                new RealAttack("an invite used for a second time", RealStrangers::invite));
    }

    private static long proofs(RealWorld world) {
        for (HandshakeAttackTest.Proof proof : HandshakeAttackTest.PROOFS.values()) {
            world.onPeer(() -> {
                world.hostile.answering = (line, asked) -> {
                    if (asked.query() instanceof Query.ProveIdentity identity) {
                        line.send(Answer.single(
                                asked.id(), Payload.PROVE_IDENTITY.encode(proof.proof(world, identity.challenge()))));
                    }
                };
                world.hostile.opened = line -> {
                    world.hostile.askIdentity(line);
                    line.send(new QueryProtocol(1000, new Query.RoomList()));
                    line.send(new RemoteEvent.Ready());
                };
            });
            HostileLine line = world.meet();
            assertThat(world.awaitClosed(line)).isEqualTo(2);
            assertThat(world.on(() -> List.copyOf(line.answers)))
                    .filteredOn(answer -> answer.id() == 1000)
                    .noneMatch(Answer::success);
            assertThat(world.on(() -> List.copyOf(line.events))).isEmpty();
            world.rest();
        }
        return HandshakeAttackTest.PROOFS.size();
    }

    private static long signing(RealWorld world) {
        world.onPeer(() -> world.hostile.opened = line -> {
            for (int length : new int[] {0, 31, 33, 64, 1 << 19}) {
                line.send(new QueryProtocol(100 + length, new Query.ProveIdentity(new byte[length])));
            }
            for (int i = 0; i < 50; i++) {
                line.send(new QueryProtocol(10 + i, new Query.ProveIdentity(new byte[32])));
            }
        });
        HostileLine line = world.meet();
        RealWorld.until("one challenge is answered", () -> world.on(() -> answered(line, 10)));
        RealWorld.pause(Duration.ofMillis(300));
        for (long id : new long[] {11, 59, 100, 131, 133, 164}) {
            assertThat(world.on(() -> answered(line, id))).isFalse();
        }
        return 55;
    }

    private static boolean answered(HostileLine line, long id) {
        return line.answers.stream().anyMatch(answer -> answer.id() == id && answer.success());
    }

    /** Between two who accept: the challenge of each is passed on to the other. Both wait for a proof, none gives one first. */
    private static long relay(RealWorld world, Duration patience) {
        Identity nobody = world.stranger;
        HostilePeer relay = world.another(nobody);
        HostileLine toVictim = dialAs(world, relay, world.address());
        HostileLine toFriend = dialAs(world, relay, world.friendAddress());
        CompletableFuture.runAsync(
                        () -> relay.answering = (line, asked) -> {
                            if (asked.query() instanceof Query.ProveIdentity) {
                                (line == toVictim ? toFriend : toVictim).send(asked);
                            }
                        },
                        relay.executor)
                .join();
        RealWorld.within(patience, () -> CompletableFuture.supplyAsync(
                        () -> toVictim.closed != null && toFriend.closed != null, relay.executor)
                .join());
        assertThat(toVictim.answers).noneMatch(Answer::success);
        assertThat(toFriend.answers).noneMatch(Answer::success);
        return 2;
    }

    private static HostileLine dialAs(RealWorld world, HostilePeer peer, InetSocketAddress address) {
        return CompletableFuture.supplyAsync(() -> peer.dialRaw(address).thenCompose(HostileLine::open), peer.executor)
                .thenCompose(line -> line)
                .thenApplyAsync(
                        line -> {
                            ConnectionInfo info = peer.info(world.user.ownToken());
                            line.frame(
                                    StreamFlag.EVENTS,
                                    new ConnectionInfo(
                                                    info.endpointId(),
                                                    info.remoteId(),
                                                    info.connectionId(),
                                                    info.token(),
                                                    world.user.verifyingKey().bytes())
                                            .encode());
                            return line;
                        },
                        peer.executor)
                .join();
    }

    /** All at once, half of them with an introduction; meanwhile somebody honest gets in. */
    private static long silent(RealWorld world, int dialers) {
        InetSocketAddress address = world.address();
        world.onPeer(() -> world.hostile.answering = (line, asked) -> {});
        List<CompletableFuture<HostileLine>> dialed = new ArrayList<>();
        for (int i = 0; i < dialers; i++) {
            boolean introduced = i % 2 == 0;
            dialed.add(world.on(() -> {
                world.hostile.renew();
                return world.hostile
                        .dialRaw(address)
                        .thenCompose(line -> introduced ? line.open() : CompletableFuture.completedFuture(line))
                        .whenComplete((line, failure) -> {
                            if (line != null && introduced) {
                                line.frame(
                                        StreamFlag.EVENTS,
                                        world.hostile
                                                .info(world.user.ownToken())
                                                .encode());
                            }
                        });
            }));
            // As fast as handshakes are made, not as datagrams are lost.
            if (i % 16 == 15) {
                List<CompletableFuture<HostileLine>> batch = dialed.subList(i - 15, i + 1);
                RealWorld.until("handshakes end", () -> batch.stream().allMatch(CompletableFuture::isDone));
            }
        }
        HostilePeer newcomer = world.another(world.user);
        HostileLine line = dialAs(world, newcomer, address);
        RealWorld.until("a newcomer is let in", () -> CompletableFuture.supplyAsync(
                        () -> line.answers.stream().anyMatch(Answer::success), newcomer.executor)
                .join());
        return dialers;
    }

    private static long announces(RealWorld world, int count) {
        List<MeetingToken> tokens = IntStream.range(0, Announce.MAX_TOKENS)
                .mapToObj(MeetingToken::new)
                .toList();
        HostilePeer forger = world.another(world.stranger);
        AnnounceHeader forged = forger.header();
        Random random = new Random(count);
        try (MulticastSocket socket = new MulticastSocket()) {
            socket.setNetworkInterface(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
            String[] group = world.group.split(":");
            InetSocketAddress target =
                    new InetSocketAddress(InetAddress.getByName(group[0]), Integer.parseInt(group[1]));
            for (int i = 0; i < count; i++) {
                CompletableFuture.runAsync(
                                () -> {
                                    forger.announce(new Announce(forged, tokens));
                                    forger.announce(world.user.ownToken());
                                    forger.initiate(forged, world.user.ownToken());
                                },
                                forger.executor)
                        .join();
                byte[] garbage = new byte[1 + random.nextInt(DATAGRAM)];
                random.nextBytes(garbage);
                Arrays.fill(garbage, 0, Math.min(garbage.length, 4), (byte) 0);
                socket.send(new DatagramPacket(garbage, garbage.length, target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(CompletableFuture.supplyAsync(() -> forger.lines.size(), forger.executor)
                        .join())
                .as("dials by the victim")
                .isZero();
        return 4L * count;
    }

    /** A genuine announce of the user, replayed from an endpoint with another certificate (40 §2.4). */
    private static long certificate(RealWorld world) {
        HostilePeer copier = world.another(world.user);
        AnnounceHeader copied = Endpoint.sign(
                copier.header().endpointId(), Crypto.DERIVATION.hash(new byte[] {1}), world.user, Crypto.DERIVATION);
        for (int i = 0; i < 5; i++) {
            CompletableFuture.runAsync(
                            () -> copier.announce(new Announce(copied, List.of(world.user.ownToken()))),
                            copier.executor)
                    .join();
            RealWorld.pause(Duration.ofMillis(100));
        }
        RealWorld.pause(Duration.ofSeconds(1));
        // The handshake fails in the dialer: the acceptor sees a connection that says nothing, or none.
        assertThat(CompletableFuture.supplyAsync(
                                () -> copier.lines.stream()
                                        .filter(HostileLine::isOpen)
                                        .count(),
                                copier.executor)
                        .join())
                .isZero();
        return 5;
    }

    /** The first who comes with an invite is the guest; the same invite in other hands opens nothing (31 §6). */
    private static long invite(RealWorld world) {
        StoreContent before = world.held();
        byte[] bytes = HexFormat.of().parseHex(world.victim.ask("invite"));
        MeetingToken token = Invite.token(Invite.decode(bytes).id(), Crypto.DERIVATION);
        HostilePeer guest = world.another(RealWorld.GUEST);
        long connected = Long.parseLong(world.victim.ask("connected"));
        RealWorld.until("the guest gets in", () -> {
            guest.announce(token);
            return RealWorld.within(
                    Duration.ofMillis(500), () -> Long.parseLong(world.victim.ask("connected")) > connected);
        });
        HostilePeer thief = world.another(Device.identity(5));
        HostileLine line = CompletableFuture.supplyAsync(
                        () -> thief.dialRaw(world.address()).thenCompose(HostileLine::open), thief.executor)
                .thenCompose(one -> one)
                .join();
        CompletableFuture.runAsync(
                        () -> line.frame(StreamFlag.EVENTS, thief.info(token).encode()), thief.executor)
                .join();
        RealWorld.until(
                "the thief is sent away", () -> CompletableFuture.supplyAsync(() -> line.closed != null, thief.executor)
                        .join());
        for (int i = 0; i < 5; i++) {
            CompletableFuture.runAsync(() -> thief.announce(token), thief.executor)
                    .join();
            RealWorld.pause(Duration.ofMillis(100));
        }
        assertThat(CompletableFuture.supplyAsync(
                                () -> thief.lines.stream()
                                        .filter(HostileLine::isOpen)
                                        .count(),
                                thief.executor)
                        .join())
                .isZero();
        world.allowOwnNotes(before);
        return 6;
    }
}
