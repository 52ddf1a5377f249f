package io.discret.testkit;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.ErrorCode;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Let the devices of one user live through a random history, and check that they end with the same data.
 *
 * <p>The seed chooses everything: how many devices, who creates, changes, relates and deletes which rows when, who is cut
 * off, restarts, crashes or has a wrong clock, which operation of a store fails. Then all faults end, and the devices run
 * until nothing happens any more. One seed is one run; a failure says its seed and what led to it.
 *
 * <p>The engine is the one found on the path; stores, network and time are virtual. Used by one thread.
 */
public final class Simulation {
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(10);
    private static final Duration SETTLE_STEP = Duration.ofSeconds(1);

    /** Twice the longest time-out of the protocol, so that nothing sleeps unseen. */
    private static final Duration QUIET = Duration.ofSeconds(20);

    private static final String MODEL = "sim { Person { name: String, friends: [sim.Person], mentor: sim.Person } }";
    private static final String APPLICATION = "example.org/simulation";

    /** Short announces keep virtual time short; what is announced is the same. */
    private static final int ANNOUNCE_EVERY_MS = 2_000;

    /** Errors an application must expect: the row is not here (yet, or any more), or the store failed. */
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(
            ErrorCode.UNKNOWN_ID, ErrorCode.UNKNOWN_ENTITY, ErrorCode.CLOSED, ErrorCode.STORAGE, ErrorCode.DISK_FULL);

    private final long seed;
    private final SimulationSettings settings;
    private final KeyDerivation keyDerivation;
    private final RowVerifier verifier;
    private final VirtualTime time;
    private final VirtualNetwork network;
    private final SplittableRandom random;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final SimulationLedger ledger = new SimulationLedger();
    private final SimulatedCalls calls = new SimulatedCalls(EXPECTED);
    private final Disturbances disturbances;
    private final List<String> history = new ArrayList<>();
    private int texts;

    /**
     * Prepare a run.
     *
     * @param folder an empty folder of this run only
     */
    public Simulation(
            long seed,
            SimulationSettings settings,
            Signer signer,
            KeyDerivation keyDerivation,
            RowVerifier verifier,
            Path folder) {
        this.seed = seed;
        this.settings = settings;
        this.keyDerivation = keyDerivation;
        this.verifier = verifier;
        time = new VirtualTime(seed);
        network = new VirtualNetwork(time);
        if (settings.rows() == 0) {
            network.someSpeakOnly("h3");
        }
        random = new SplittableRandom(SeededRandomSource.derive(seed, "history"));
        disturbances = new Disturbances(network, devices, settings.clockOffset(), this::note);
        int count = settings.leastDevices() + random.nextInt(settings.mostDevices() - settings.leastDevices() + 1);
        for (int i = 0; i < count; i++) {
            VirtualMachine machine = time.machine("device" + i);
            devices.add(new SimulatedDevice(
                    network, machine, signer, keyDerivation, configuration(folder.resolve(machine.name())), ledger));
        }
    }

    private static Configuration configuration(Path folder) {
        byte[] secret = new byte[KeyMaterial.SIZE];
        Arrays.fill(secret, (byte) 7);
        return Configuration.builder()
                .model(MODEL)
                .applicationKey(APPLICATION)
                .folder(folder)
                .keyMaterial(KeyMaterial.of(secret))
                .announceFrequencyInMs(ANNOUNCE_EVERY_MS)
                .build();
    }

    /**
     * Live, heal, settle and check.
     *
     * @throws AssertionError with the seed and the history
     */
    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong is told with its seed
    public void run() {
        try {
            devices.forEach(SimulatedDevice::start);
            rowsOfAll();
            network.conditions(random.nextInt(4) == 0 ? NetworkConditions.rough() : NetworkConditions.usual());
            int steps = 1 + random.nextInt(settings.mostSteps());
            for (int i = 0; i < steps; i++) {
                act();
                time.run(pause());
                calls.check();
            }
            heal();
            settle();
            calls.check();
            check();
            end();
        } catch (Exception | Error e) {
            throw new AssertionError(
                    "Seed " + seed + " failed: " + e.getMessage() + "\n  " + String.join("\n  ", history), e);
        }
    }

    /** A number that stands for the whole run. */
    public long fingerprint() {
        return time.fingerprint();
    }

    /** Tasks the run took. */
    public long steps() {
        return time.steps();
    }

    /** What was there before anything went wrong: one device wrote it, the others have pulled it. */
    private void rowsOfAll() {
        SimulatedDevice author = devices.get(0);
        for (int i = 0; i < settings.rows(); i++) {
            create(author, author.running(), null);
        }
        // Looked at once a second: runUntil would look at each of so many rows after each task.
        long end = time.nanos() + SETTLE_LIMIT.toNanos();
        while (calls.underWay() > 0
                || !devices.stream().allMatch(device -> ledger.ids().stream().allMatch(device::has))) {
            time.run(SETTLE_STEP);
            if (time.nanos() > end) {
                throw new AssertionError("Not all devices have the " + settings.rows() + " rows of the begin.");
            }
        }
    }

    private void act() {
        SimulatedDevice device = devices.get(random.nextInt(devices.size()));
        Discret engine = device.engine();
        if (engine == null) {
            if (device.off() && random.nextBoolean()) {
                note(device, device.start() ? "starts" : "fails to start");
            }
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 70) {
            write(device, engine, dice);
        } else if (dice < 92 || !settings.faults()) {
            disturbances.network(device, random);
        } else {
            disturbances.machine(device, random);
        }
    }

    private void write(SimulatedDevice device, Discret engine, int dice) {
        if (dice < 22) {
            create(device, engine);
            return;
        }
        Uid id = anyRow(device);
        Uid other = anyRow(device);
        if (id == null || other == null) {
            create(device, engine);
        } else if (dice < 38) {
            change(device, engine, id, "name: $text", Parameters.of("id", id, "text", text()));
        } else if (dice < 48) {
            change(device, engine, id, "friends: [{ id: $other }]", Parameters.of("id", id, "other", other));
        } else if (dice < 53) {
            change(device, engine, id, "mentor: { id: $other }", Parameters.of("id", id, "other", other));
        } else if (dice < 56) {
            change(device, engine, id, "mentor: null", Parameters.of("id", id));
        } else if (dice < 60) {
            note(device, "parts " + id + " from " + other);
            delete(
                    device,
                    engine,
                    id,
                    "delete { sim.Person { $id friends[$other] } }",
                    Parameters.of("id", id, "other", other),
                    false);
        } else {
            note(device, "deletes " + id);
            delete(device, engine, id, "delete { sim.Person { $id } }", Parameters.of("id", id), true);
        }
    }

    private void create(SimulatedDevice device, Discret engine) {
        create(device, engine, random.nextInt(3) == 0 ? anyRow(device) : null);
    }

    private void create(SimulatedDevice device, Discret engine, @Nullable Uid other) {
        String text = text();
        String friends = other == null ? "" : " friends: [{ id: $other }]";
        Parameters parameters = Parameters.of("room", engine.privateRoom(), "text", text);
        if (other != null) {
            parameters.add("other", other.toString());
        }
        note(device, "creates " + text + (other == null ? "" : " with " + other));
        calls.follow(
                device,
                engine.async()
                        .mutate("mutate { p: sim.Person { room_id: $room name: $text" + friends + " } }", parameters),
                result -> ledger.created(Uid.parse(result.id("p")), device));
    }

    private void change(SimulatedDevice device, Discret engine, Uid id, String what, Parameters parameters) {
        note(device, "changes " + id + " " + what);
        calls.follow(
                device,
                engine.async().mutate("mutate { p: sim.Person { id: $id " + what + " } }", texts(parameters)),
                result -> ledger.updated(id, device));
    }

    private void delete(
            SimulatedDevice device, Discret engine, Uid id, String deletion, Parameters parameters, boolean row) {
        if (row) {
            ledger.wantsDeletion(id);
        }
        calls.follow(device, engine.async().delete(deletion, texts(parameters)), nothing -> {
            if (row) {
                ledger.deleted(id, device);
            }
        });
    }

    /** The same with ids as text. */
    private static Parameters texts(Parameters parameters) {
        Parameters texts = Parameters.create();
        parameters.values().forEach((name, value) -> texts.add(name, value instanceof Uid id ? id.toString() : value));
        return texts;
    }

    private void heal() {
        network.heal();
        network.conditions(NetworkConditions.usual());
        devices.forEach(device -> device.faults().recover());
        time.runUntil(() -> devices.stream().allMatch(device -> device.engine() != null || device.off()), SETTLE_LIMIT);
        for (SimulatedDevice device : devices) {
            if (device.engine() == null && !device.start()) {
                throw new AssertionError(device.name() + " does not start without any fault.");
            }
        }
        history.add(time() + " everything is healed");
    }

    private void settle() {
        long end = time.nanos() + SETTLE_LIMIT.toNanos();
        long quietSince = time.nanos();
        long points = points();
        while (time.nanos() - quietSince < QUIET.toNanos() || !differences().isEmpty()) {
            time.run(SETTLE_STEP);
            if (points != points()) {
                points = points();
                quietSince = time.nanos();
            }
            if (time.nanos() > end) {
                List<String> differences = differences();
                throw new AssertionError(
                        differences.isEmpty()
                                ? "the devices are equal but never quiet"
                                : "the devices do not converge: " + String.join("; ", differences));
            }
        }
    }

    private void check() {
        List<String> complaints = new ArrayList<>();
        for (SimulatedDevice device : devices) {
            SimulatedState state = state(device);
            state.wrongDigests(keyDerivation).forEach(line -> complaints.add(device.name() + ": " + line));
            state.relationsCameBack().forEach(line -> complaints.add(device.name() + ": " + line));
        }
        SimulatedState end = state(devices.get(0));
        complaints.addAll(end.badSignatures(verifier));
        complaints.addAll(ledger.complaints(end.tables()));
        end.nodes().stream()
                .filter(node -> !ledger.knows(node))
                .forEach(node -> complaints.add("nobody wrote what " + node.id() + " holds"));
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("; ", complaints));
        }
    }

    private void end() {
        devices.forEach(SimulatedDevice::stop);
        time.runUntil(() -> devices.stream().allMatch(SimulatedDevice::off), SETTLE_LIMIT);
        if (network.openEndpoints() != 0) {
            throw new AssertionError(
                    "After the end of all engines " + network.openEndpoints() + " endpoints are open.");
        }
    }

    private List<String> differences() {
        List<String> found = new ArrayList<>();
        SimulatedState first = state(devices.get(0));
        for (SimulatedDevice device : devices.subList(1, devices.size())) {
            first.differences(state(device))
                    .forEach(line -> found.add(devices.get(0).name() + " and " + device.name() + ": " + line));
        }
        return found;
    }

    private SimulatedState state(SimulatedDevice device) {
        return new SimulatedState(device.committed().orElseThrow(), ledger::isContested);
    }

    private long points() {
        return devices.stream().mapToLong(device -> device.faults().points()).sum() + calls.underWay() * 1_000_000_000L;
    }

    /** Mostly a row the device has, now and then one it may not know. */
    private @Nullable Uid anyRow(SimulatedDevice device) {
        List<Uid> ids = ledger.ids();
        for (int i = 0; i < 8 && !ids.isEmpty(); i++) {
            Uid id = ids.get(random.nextInt(ids.size()));
            if (device.has(id) || i == 7) {
                return id;
            }
        }
        return null;
    }

    private String text() {
        String text = "w" + texts++;
        ledger.wants(text);
        return text;
    }

    private Duration pause() {
        int dice = random.nextInt(10);
        int most = dice < 5 ? 50 : dice < 9 ? 2_000 : 30_000;
        return Duration.ofMillis(random.nextInt(most));
    }

    private void note(SimulatedDevice device, String what) {
        history.add(time() + " " + device.name() + " " + what);
    }

    private Duration time() {
        return Duration.ofNanos(time.nanos());
    }
}
