package io.discret.testkit;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Make the databases of a {@link ScaleSimulation} as they are after everybody has met: all know the room and the cards of
 * its users, and have their neighbours as allowed peers. Rows of the room are shared by all disks, to save memory.
 */
final class ScalePeople {
    private static final String APPLICATION = "example.org/scale";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Room, authorisation, user and right (docs/protocol/30 §1). */
    private static final Set<String> DEFINITION = Set.of("0.0", "0.1", "0.2", "0.3");

    private final VirtualTime time;
    private final VirtualNetwork network;
    private final Signer signer;
    private final KeyDerivation keyDerivation;
    private final ScaleSettings settings;
    private final Path folder;

    ScalePeople(
            VirtualTime time,
            VirtualNetwork network,
            Signer signer,
            KeyDerivation keyDerivation,
            ScaleSettings settings,
            Path folder) {
        this.time = time;
        this.network = network;
        this.signer = signer;
        this.keyDerivation = keyDerivation;
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Make them; none runs afterwards.
     *
     * @param room told the room they share
     */
    List<SimulatedPerson> make(List<Set<Integer>> neighbours, Consumer<Uid> room) {
        List<SimulatedPerson> people = new ArrayList<>();
        for (int i = 0; i < settings.peers(); i++) {
            people.add(person(i));
        }
        List<Node> cards = people.stream().map(SimulatedPeople::card).toList();
        room.accept(makeRoom(people));
        MemoryTables first = tables(people.get(0));
        List<Node> rows = first.nodes.all().stream()
                .map(MemoryTables.Row::node)
                .filter(node -> DEFINITION.contains(node.entity()))
                .toList();
        List<Edge> edges = first.edges.all().stream()
                .filter(edge -> DEFINITION.contains(edge.srcEntity()))
                .toList();
        for (int i = 0; i < people.size(); i++) {
            SimulatedDevice device = device(people.get(i));
            device.disk().change(device.disk().files().get(0), tables -> {
                cards.stream()
                        .filter(card -> tables.nodes.get(card.id()) == null)
                        .forEach(card -> tables.put(card, null));
                rows.forEach(row -> tables.put(row, null));
                edges.forEach(edge -> tables.edges.put(MemoryTables.EdgeKey.of(edge), edge));
                first.roomDates.forEach(tables.roomDates::put);
            });
            allow(people.get(i), i, cards, neighbours.get(i));
        }
        return people;
    }

    static SimulatedDevice device(SimulatedPerson person) {
        return person.devices().get(0);
    }

    private SimulatedPerson person(int number) {
        VirtualMachine machine = time.machine("peer" + number);
        SimulatedDevice device =
                new SimulatedDevice(network, machine, signer, keyDerivation, configuration(number), WriteObserver.NONE);
        Discret engine = device.started();
        SimulatedPerson person = new SimulatedPerson(
                machine.name(), engine.verifyingKey().toString(), Uid.parse(engine.privateRoom()), List.of(device));
        stop(device);
        return person;
    }

    private Configuration configuration(int number) {
        return Configuration.builder()
                .model(SimulatedModel.TEXT)
                .applicationKey(APPLICATION)
                .folder(folder.resolve("peer" + number))
                .keyMaterial(KeyMaterial.of(secret(number)))
                .announceFrequencyInMs((int) settings.announceEvery().toMillis())
                .build();
    }

    private static byte[] secret(int number) {
        return ByteBuffer.allocate(KeyMaterial.SIZE).putInt(number + 1).array();
    }

    /** The first user makes a room in which all may write. */
    private Uid makeRoom(List<SimulatedPerson> people) {
        String users = people.stream()
                .map(person -> "{ verif_key: \"" + person.key() + "\" enabled: true }")
                .collect(Collectors.joining(", "));
        SimulatedDevice device = device(people.get(0));
        Discret engine = device.started();
        String made = time.await(
                        engine.async()
                                .mutate(
                                        "mutate { r: sys.Room { admin: [{ verif_key: \""
                                                + people.get(0).key()
                                                + "\" enabled: true }] authorisations: [{ name: \"all\" rights: [{ entity:"
                                                + " \"*\" mutate_self: true mutate_all: true }] users: ["
                                                + users + "] }] } }",
                                        Parameters.create()),
                        LIMIT)
                .id("r");
        stop(device);
        return Uid.parse(made);
    }

    private void allow(SimulatedPerson person, int number, List<Node> cards, Set<Integer> neighbours) {
        byte[] secret = keyDerivation.deriveKey("MEETING_SECRET" + APPLICATION, secret(number));
        String entries = neighbours.stream()
                .map(other -> entry(person, secret, other, cards.get(other)))
                .collect(Collectors.joining(" ", "mutate { ", " }"));
        SimulatedDevice device = device(person);
        Discret engine = device.started();
        time.await(engine.async().mutate(entries, Parameters.create()), LIMIT);
        stop(device);
    }

    private String entry(SimulatedPerson person, byte[] secret, int other, Node card) {
        byte[] shared = keyDerivation.x25519(secret, SimulatedPeople.meetingKey(card));
        return "a" + other + ": sys.AllowedPeer { room_id: \"" + person.privateRoom() + "\" peer: { id: \"" + card.id()
                + "\" } meeting_token: \"" + MeetingToken.of(keyDerivation.hash(shared)) + "\" status: \"enabled\" }";
    }

    private static MemoryTables tables(SimulatedPerson person) {
        return device(person).committed().orElseThrow();
    }

    private void stop(SimulatedDevice device) {
        device.stop();
        time.runUntil(device::off, LIMIT);
    }
}
