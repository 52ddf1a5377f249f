package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.ErrorCode;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.SyncStatus;
import io.discret.api.Uid;
import io.discret.core.rows.PeerRow;
import io.discret.core.rows.RowSigner;
import io.discret.spi.Assembly;
import io.discret.spi.Edge;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreReader;
import io.discret.testkit.MemoryStoreProvider;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole engines of several users who share rooms (docs/protocol/30, 41), on a bad virtual network. */
class SeveralUsersTest {
    private static final String MODEL = "chat { Message { content: String } }";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final byte[] NONE = new byte[0];

    private final Signer signer =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    private final KeyDerivation derivation = KeyDerivation.discover();
    private final VirtualTime time = new VirtualTime(7);
    private final VirtualNetwork network = new VirtualNetwork(time);

    /** A running engine with the events it published. */
    private final class Person {
        private final Discret app;
        private final VirtualMachine machine;
        private final MemoryStoreProvider disk = new MemoryStoreProvider();
        private final List<Event> events = new ArrayList<>();

        Person(String name, int secret) {
            machine = time.machine(name);
            byte[] material = new byte[KeyMaterial.SIZE];
            Arrays.fill(material, (byte) secret);
            app = Discret.open(
                    Configuration.builder()
                            .model(MODEL)
                            .applicationKey("example.app")
                            .keyMaterial(KeyMaterial.of(material))
                            .folder(Path.of(name))
                            .build(),
                    new Assembly(
                            Optional.of(machine.environment()),
                            disk,
                            network.transport(machine),
                            List.of(network.discovery(machine)),
                            signer,
                            derivation));
            app.events().onEvent(Event.class, events::add);
        }

        Running running() {
            return ((AsyncEngine) app.async()).running();
        }

        /** Allow somebody to connect, as an invite does in the end. */
        void allow(Person other) {
            Node card = time.await(
                    other.running()
                            .database()
                            .read(store -> Objects.requireNonNull(
                                    store.node(other.running().identity().peerUid()))),
                    LIMIT);
            RowSigner own = new RowSigner(running().identity(), derivation);
            String token =
                    running().identity().token(PeerRow.meetingPublicKey(card)).toString();
            long now = machine.environment().clock().millis();
            time.await(
                    running().database().write(transaction -> {
                        Node row = own.sign(new Node(
                                other.running().identity().allowedPeerUid(),
                                running().identity().privateRoom(),
                                now,
                                now,
                                "0.5",
                                "{\"33\":\"" + token + "\",\"35\":\"enabled\"}",
                                null,
                                NONE,
                                NONE));
                        transaction.putNode(card, null);
                        transaction.putNode(row, null);
                        transaction
                                .store()
                                .putEdge(own.sign(new Edge(row.id(), "0.5", "32", card.id(), now, NONE, NONE)));
                        return true;
                    }),
                    LIMIT);
        }

        String mutate(String text, Parameters parameters) {
            return time.await(app.async().mutate(text, parameters), LIMIT).text();
        }

        String write(String room, String text) {
            String result = mutate(
                    "mutate { m: chat.Message { room_id: $room content: $text } }",
                    Parameters.of("room", room, "text", text));
            return at(result, "/m/id");
        }

        boolean has(String id) {
            try (StoreReader reader = disk.inspect(disk.files().get(0))) {
                return reader.node(Uid.parse(id)) != null;
            }
        }

        void user(String room, String authorisation, Person who, boolean enabled) {
            mutate(
                    "mutate { sys.Room { id: $room authorisations: [{ id: $auth users: [{ verif_key: $key enabled: "
                            + enabled + " }] }] } }",
                    Parameters.of("room", room, "auth", authorisation, "key", who.app.verifyingKey()));
        }

        boolean saw(Class<? extends Event> type) {
            return events.stream().anyMatch(type::isInstance);
        }
    }

    private static String at(String json, String pointer) {
        try {
            return new ObjectMapper().readTree(json).at(pointer).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The engine answers with JSON.", e);
        }
    }

    private void acquaint(Person... people) {
        for (Person one : people) {
            for (Person other : people) {
                if (one != other) {
                    one.allow(other);
                }
            }
        }
    }

    /** Room, newcomer, revocation, status, events: the whole way through the public interface. */
    @Test
    void aRoomIsShared() {
        network.conditions(NetworkConditions.rough());
        Person alice = new Person("alice", 1);
        Person bob = new Person("bob", 2);
        Person carol = new Person("carol", 3);
        acquaint(alice, bob, carol);
        String created = alice.mutate(
                "mutate { r: sys.Room { admin: [{ verif_key: $me }] authorisations: [{ name: \"all\" rights: [{ entity:"
                        + " \"chat.Message\" mutate_self: true mutate_all: false }] users: [{ verif_key: $bob }] }] } }",
                Parameters.of("me", alice.app.verifyingKey(), "bob", bob.app.verifyingKey()));
        String room = at(created, "/r/id");
        String authorisation = at(created, "/r/authorisations/0/id");
        String first = alice.write(room, "from alice");
        time.runUntil(() -> bob.has(first), LIMIT);
        String second = bob.write(room, "from bob");
        time.runUntil(() -> alice.has(second), LIMIT);
        assertThat(bob.events)
                .anyMatch(event -> event instanceof Event.RoomModified modified
                        && modified.room().id().equals(room));
        assertThat(carol.has(first)).isFalse();

        alice.user(room, authorisation, carol, true);
        time.runUntil(() -> carol.has(first) && carol.has(second), LIMIT);
        String third = carol.write(room, "from carol");
        time.runUntil(() -> alice.has(third) && bob.has(third), LIMIT);
        time.run(Duration.ofSeconds(30));
        for (Person one : List.of(alice, bob, carol)) {
            assertThat(one.saw(Event.RowsRefused.class)).isFalse();
            List<SyncStatus> statuses = time.await(one.app.async().status(), LIMIT);
            assertThat(statuses)
                    .filteredOn(status -> status.room().equals(room))
                    .hasSize(2)
                    .allMatch(status -> status.state() == SyncStatus.State.SYNCHRONIZED
                            && status.known() == 3
                            && status.missing() == 0
                            && status.refused().isEmpty());
        }

        alice.user(room, authorisation, bob, false);
        time.run(Duration.ofSeconds(30));
        String secret = alice.write(room, "not for bob");
        time.runUntil(() -> carol.has(secret), LIMIT);
        time.run(Duration.ofSeconds(30));
        assertThat(bob.has(secret)).isFalse();
        assertThat(bob.app
                        .async()
                        .mutate(
                                "mutate { m: chat.Message { room_id: $room content: \"late\" } }",
                                Parameters.of("room", room)))
                .failsWithin(Duration.ofSeconds(1));
        for (Person one : List.of(alice, bob, carol)) {
            time.await(one.app.async().close(), LIMIT);
        }
    }

    /** 30 §2, Beyond: who was disabled while apart; rows of before are accepted and reported, those of after go. */
    @Test
    void aUserIsDisabledWhileApart() {
        Person alice = new Person("alice", 1);
        Person bob = new Person("bob", 2);
        acquaint(alice, bob);
        String created = alice.mutate(
                "mutate { r: sys.Room { admin: [{ verif_key: $me }] authorisations: [{ name: \"all\" rights: [{ entity:"
                        + " \"*\" mutate_self: true mutate_all: false }] users: [{ verif_key: $bob }] }] } }",
                Parameters.of("me", alice.app.verifyingKey(), "bob", bob.app.verifyingKey()));
        String room = at(created, "/r/id");
        String authorisation = at(created, "/r/authorisations/0/id");
        String first = alice.write(room, "first");
        time.runUntil(() -> bob.has(first), LIMIT);
        time.run(Duration.ofSeconds(10));
        network.isolate(bob.machine);
        String before = bob.write(room, "before");
        time.run(Duration.ofMinutes(2));
        alice.user(room, authorisation, bob, false);
        time.run(Duration.ofMinutes(2));
        String after = bob.write(room, "after");
        network.heal();
        time.runUntil(() -> alice.has(before), LIMIT);
        time.runUntil(() -> !bob.has(after), LIMIT);
        time.run(Duration.ofMinutes(1));
        assertThat(alice.has(after)).isFalse();
        assertThat(alice.events)
                .contains(new Event.LateRows(
                        bob.running().identity().verifyingKey(),
                        room,
                        bob.running().identity().verifyingKey(),
                        1));
        assertThat(bob.events).contains(new Event.RowsWithdrawn(room, 1));
        assertThat(alice.events.stream()
                        .filter(Event.RowsRefused.class::isInstance)
                        .map(Event.RowsRefused.class::cast))
                .allMatch(refused -> refused.room().equals(room) && refused.reason() == ErrorCode.NOT_AUTHORISED);
        time.await(alice.app.async().close(), LIMIT);
        time.await(bob.app.async().close(), LIMIT);
    }
}
