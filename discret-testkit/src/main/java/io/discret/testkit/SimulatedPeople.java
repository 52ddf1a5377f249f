package io.discret.testkit;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bring the users of a {@link RoomSimulation} to life, and make them allowed peers of each other (docs/protocol/31 §2.2). */
final class SimulatedPeople {
    private static final String APPLICATION = "example.org/rooms";
    private static final String PEER = "0.4";
    private static final String ALLOWED_PEER = "0.5";
    private static final Pattern MEETING_KEY = Pattern.compile("\"32\":\\s*\"([^\"]*)\"");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Many announces: of connections begun at once some are given up for others. */
    private static final Duration MEETING_LIMIT = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Short announces keep virtual time short; what is announced is the same. */
    private static final int ANNOUNCE_EVERY_MS = 5_000;

    private final VirtualTime time;
    private final VirtualNetwork network;
    private final Signer signer;
    private final KeyDerivation keyDerivation;
    private final Path folder;
    private final WriteObserver observer;

    SimulatedPeople(
            VirtualTime time,
            VirtualNetwork network,
            Signer signer,
            KeyDerivation keyDerivation,
            Path folder,
            WriteObserver observer) {
        this.time = time;
        this.network = network;
        this.signer = signer;
        this.keyDerivation = keyDerivation;
        this.folder = folder;
        this.observer = observer;
    }

    /**
     * Start some peers: people with one device, now and then with two.
     *
     * @param byInvites whether they become allowed peers by invites, as people do, or by rows that the test writes, which
     *     takes less time
     */
    List<SimulatedPerson> start(int peers, SplittableRandom random, boolean byInvites) {
        List<SimulatedPerson> people = new ArrayList<>();
        int left = peers;
        while (left > 0) {
            int devices = left > 1 && people.size() > 1 && random.nextInt(4) == 0 ? 2 : 1;
            people.add(person(people.size(), devices));
            left -= devices;
        }
        if (byInvites) {
            invite(people);
        } else {
            introduce(people);
        }
        return people;
    }

    /** Everybody invites everybody, and all wait until they have met. */
    private void invite(List<SimulatedPerson> people) {
        for (int inviter = 0; inviter < people.size(); inviter++) {
            for (int invited = inviter + 1; invited < people.size(); invited++) {
                byte[] invite = time.await(first(people.get(inviter)).async().invite(), LIMIT);
                time.await(first(people.get(invited)).async().acceptInvite(invite), LIMIT);
            }
        }
        long end = time.nanos() + MEETING_LIMIT.toNanos();
        while (people.stream().anyMatch(person -> allowedPeers(person) != people.size())) {
            if (time.nanos() > end) {
                throw new AssertionError("Not all people have met by invites.");
            }
            time.run(LOOK_AGAIN);
        }
    }

    /** The own row included. */
    private static long allowedPeers(SimulatedPerson person) {
        return person.devices().get(0).committed().orElseThrow().nodes.all().stream()
                .map(MemoryTables.Row::node)
                .filter(node -> node.entity().equals(ALLOWED_PEER)
                        && String.valueOf(node.json()).contains("\"enabled\""))
                .count();
    }

    private static Discret first(SimulatedPerson person) {
        return person.devices().get(0).running();
    }

    private SimulatedPerson person(int number, int count) {
        String name = "person" + number;
        List<SimulatedDevice> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            VirtualMachine machine = time.machine(name + (char) ('a' + i));
            SimulatedDevice device = new SimulatedDevice(
                    network, machine, signer, keyDerivation, configuration(number, machine.name()), observer);
            device.started();
            devices.add(device);
        }
        Discret engine = devices.get(0).running();
        return new SimulatedPerson(name, engine.verifyingKey().toString(), Uid.parse(engine.privateRoom()), devices);
    }

    private Configuration configuration(int number, String machine) {
        return Configuration.builder()
                .model(SimulatedModel.TEXT)
                .applicationKey(APPLICATION)
                .folder(folder.resolve(machine))
                .keyMaterial(KeyMaterial.of(secret(number)))
                .announceFrequencyInMs(ANNOUNCE_EVERY_MS)
                .autoAllowNewPeers(true)
                .build();
    }

    private static byte[] secret(int number) {
        byte[] secret = new byte[KeyMaterial.SIZE];
        Arrays.fill(secret, (byte) (number + 1));
        return secret;
    }

    /** Everybody gets the cards of all others, and writes down that they may connect. */
    private void introduce(List<SimulatedPerson> people) {
        List<Node> cards = people.stream().map(SimulatedPeople::card).toList();
        for (SimulatedPerson person : people) {
            for (SimulatedDevice device : person.devices()) {
                Path file = device.disk().files().get(0);
                device.disk().change(file, tables -> cards.stream()
                        .filter(card -> tables.nodes.get(card.id()) == null)
                        .forEach(card -> tables.put(card, null)));
            }
            String entries = allowed(people, cards, person);
            if (!entries.isEmpty()) {
                time.await(
                        person.devices()
                                .get(0)
                                .running()
                                .async()
                                .mutate("mutate { " + entries + " }", Parameters.create()),
                        LIMIT);
            }
        }
    }

    private String allowed(List<SimulatedPerson> people, List<Node> cards, SimulatedPerson person) {
        byte[] secret = keyDerivation.deriveKey("MEETING_SECRET" + APPLICATION, secret(people.indexOf(person)));
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < people.size(); i++) {
            if (!people.get(i).equals(person)) {
                byte[] shared = keyDerivation.x25519(secret, meetingKey(cards.get(i)));
                entries.append(" a" + i + ": sys.AllowedPeer { room_id: \"" + person.privateRoom() + "\" peer: { id: \""
                        + cards.get(i).id() + "\" } meeting_token: \"" + MeetingToken.of(keyDerivation.hash(shared))
                        + "\" status: \"enabled\" }");
            }
        }
        return entries.toString();
    }

    static byte[] meetingKey(Node card) {
        Matcher matcher = MEETING_KEY.matcher(String.valueOf(card.json()));
        if (!matcher.find()) {
            throw new AssertionError("A sys.Peer row has no meeting key.");
        }
        return io.discret.api.Base64Url.decode(matcher.group(1));
    }

    static Node card(SimulatedPerson person) {
        MemoryTables tables = person.devices().get(0).committed().orElseThrow();
        return tables.nodes.all().stream()
                .map(MemoryTables.Row::node)
                .filter(node -> node.entity().equals(PEER)
                        && VerifyingKey.of(node.verifyingKey()).toString().equals(person.key()))
                .findFirst()
                .orElseThrow();
    }
}
