package io.discret.testkit;

import io.discret.api.Discret;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Let several users, some with two devices, live through a random history of rooms, rights, rows and faults, and check that
 * members of a room end with the same data, that nobody holds what a room forbids, and that nothing acknowledged is lost
 * (docs/protocol/30, 41).
 *
 * <p>The seed chooses everything, and each step by itself: leaving one out changes only what follows from it. The engine
 * is the one found on the path; stores, network and time are virtual. Used by one thread, for one run.
 */
public final class RoomSimulation {
    private static final int FEWEST_PEERS = 3;
    private static final int ROOMS_FIRST = 2;
    private static final int INVITES_IN = 4;
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(15);
    private static final Duration SETTLE_STEP = Duration.ofSeconds(1);

    /** Longer than the period of announces and than an unanswered query. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final long seed;
    private final RoomSimulationSettings settings;
    private final KeyDerivation keyDerivation;
    private final VirtualTime time;
    private final VirtualNetwork network;
    private final RoomHistory rows = new RoomHistory();
    private final List<String> told = new ArrayList<>();
    private final SimulatedPeople makers;
    private final List<SimulatedPerson> people = new ArrayList<>();
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final RoomActions actions;
    private final Disturbances disturbances;

    /**
     * Prepare a run.
     *
     * @param folder an empty folder of this run only; nothing is written there
     */
    public RoomSimulation(
            long seed, RoomSimulationSettings settings, Signer signer, KeyDerivation keyDerivation, Path folder) {
        this.seed = seed;
        this.settings = settings;
        this.keyDerivation = keyDerivation;
        time = new VirtualTime(seed);
        network = new VirtualNetwork(time);
        network.someSpeakOnly("h3");
        makers = new SimulatedPeople(time, network, signer, keyDerivation, folder, rows);
        actions = new RoomActions(people, rows, settings.mostRooms(), this::note);
        disturbances = new Disturbances(network, devices, settings.clockOffset(), this::note);
    }

    /**
     * Live, heal, settle and check.
     *
     * @throws AssertionError with the seed and the history
     */
    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong is told with its seed
    public void run() {
        try {
            SplittableRandom random = random("people");
            people.addAll(makers.start(peers(random), random, meetByInvites()));
            people.forEach(person -> devices.addAll(person.devices()));
            devices.forEach(device -> device.onWithdrawn(room -> rows.withdrawn(room, device)));
            network.conditions(random.nextInt(5) == 0 ? NetworkConditions.rough() : NetworkConditions.usual());
            time.run(FIRST_CONTACT);
            int steps = steps();
            for (int i = 0; i < steps; i++) {
                if (!settings.skipped().contains(i)) {
                    step(i);
                }
            }
            heal();
            settle();
            actions.check();
            complain(checks().wrongs(keyDerivation));
            end();
        } catch (Exception | Error e) {
            throw new AssertionError(
                    "Seed " + seed + " failed: " + e.getMessage() + "\n  " + String.join("\n  ", told), e);
        }
    }

    /** Steps of the history, those left out included. */
    public int steps() {
        return ROOMS_FIRST + random("steps").nextInt(settings.mostSteps());
    }

    /** A number that stands for the whole run. */
    public long fingerprint() {
        return time.fingerprint();
    }

    /** Rows of which nobody can say whose version is right, after the run. */
    public long contestedRows() {
        return checks().contested();
    }

    /** Rows written, after the run. */
    public long writtenRows() {
        return rows.rows().size();
    }

    /** In one history of four people meet as they do in life. */
    private boolean meetByInvites() {
        return Math.floorMod(seed, INVITES_IN) == INVITES_IN - 1;
    }

    private SplittableRandom random(String what) {
        return new SplittableRandom(SeededRandomSource.derive(seed, what));
    }

    /** Mostly few: what goes wrong among eight mostly goes wrong among four. */
    private int peers(SplittableRandom random) {
        int most = settings.mostPeers() - FEWEST_PEERS + 1;
        return FEWEST_PEERS + Math.min(random.nextInt(most), random.nextInt(most));
    }

    private void step(int number) {
        SplittableRandom random = random("step" + number);
        SimulatedPerson person = people.get(random.nextInt(people.size()));
        SimulatedDevice device =
                person.devices().get(random.nextInt(person.devices().size()));
        Discret engine = device.engine();
        int dice = random.nextInt(100);
        if (engine == null) {
            if (device.off() && random.nextInt(3) > 0) {
                note(device, device.start() ? "starts" : "fails to start");
            }
        } else if (number < ROOMS_FIRST || dice < 82) {
            actions.act(person, device, engine, random);
        } else if (dice < 86) {
            note(device, "is cut off");
            network.isolate(device.machine());
            // A little later, or in the same ms.
            actions.quarrel(person, device, engine, random, () -> time.run(Duration.ofMillis(random.nextInt(50))));
        } else if (dice < 93) {
            disturbances.network(device, random);
        } else {
            disturbances.machine(device, random);
        }
        time.run(pause(random));
        actions.check();
    }

    private static Duration pause(SplittableRandom random) {
        int dice = random.nextInt(10);
        int most = dice < 5 ? 50 : dice < 9 ? 2_000 : 20_000;
        return Duration.ofMillis(random.nextInt(most));
    }

    /** End all faults, and let the dates of everybody be in the past of everybody. */
    private void heal() {
        network.heal();
        network.conditions(NetworkConditions.usual());
        devices.forEach(device -> device.faults().recover());
        time.runUntil(() -> devices.stream().allMatch(device -> device.engine() != null || device.off()), SETTLE_LIMIT);
        devices.forEach(device -> device.machine().clock().offset(later()));
        for (SimulatedDevice device : devices) {
            if (device.engine() == null && !device.start()) {
                throw new AssertionError(device.name() + " does not start without any fault.");
            }
        }
        told.add(time() + " everything is healed");
    }

    private Duration later() {
        return settings.clockOffset().multipliedBy(2).plusDays(1);
    }

    private void settle() {
        long end = time.nanos() + SETTLE_LIMIT.toNanos();
        long quietSince = time.nanos();
        long points = points();
        while (true) {
            time.run(SETTLE_STEP);
            if (points != points()) {
                points = points();
                quietSince = time.nanos();
            }
            boolean quiet = time.nanos() - quietSince >= QUIET.toNanos();
            if (quiet && checks().differences().isEmpty()) {
                return;
            }
            if (time.nanos() > end) {
                List<String> differences = checks().differences();
                complain(differences.isEmpty() ? List.of("the peers are equal but never quiet") : differences);
            }
        }
    }

    private RoomChecks checks() {
        return new RoomChecks(people, rows, devices.get(0).machine().clock().millis());
    }

    private static void complain(List<String> complaints) {
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("; ", complaints));
        }
    }

    private void end() {
        devices.forEach(SimulatedDevice::stop);
        time.runUntil(() -> devices.stream().allMatch(SimulatedDevice::off), SETTLE_LIMIT);
        int stores =
                devices.stream().mapToInt(device -> device.disk().openStores()).sum();
        if (network.openEndpoints() != 0 || stores != 0) {
            throw new AssertionError("After the end of all engines " + network.openEndpoints() + " endpoints and "
                    + stores + " stores are open.");
        }
    }

    private long points() {
        return devices.stream().mapToLong(device -> device.faults().points()).sum()
                + actions.underWay() * 1_000_000_000L;
    }

    private void note(SimulatedDevice device, String what) {
        told.add(time() + " " + device.name() + " " + what);
    }

    private Duration time() {
        return Duration.ofNanos(time.nanos());
    }
}
