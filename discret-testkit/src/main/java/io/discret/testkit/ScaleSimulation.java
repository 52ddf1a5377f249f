package io.discret.testkit;

import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Count what it takes until many peers in one room are equal: messages, bytes, and rounds of messages that wait for each
 * other, announces and daily logs included.
 *
 * <p>The engine is the one found on the path; stores, network and time are virtual. Every message takes one ms and none is
 * lost, so that virtual ms are rounds. Used by one thread, for one run.
 */
public final class ScaleSimulation {
    public static final String MEET = "all start at once";
    public static final String ONE_ROW = "one writes a row";
    public static final String A_ROW_EACH = "each writes a row";
    public static final String COMES_BACK = "one was off while each wrote a row";

    /** Longer than anything that is not an announce lets the others wait. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration STEP = Duration.ofMillis(1);

    /** Many periods of announces: what breaks is seen by it. */
    private static final Duration LIMIT = Duration.ofHours(1);

    private final ScaleSettings settings;
    private final KeyDerivation keyDerivation;
    private final VirtualTime time;
    private final VirtualNetwork network;
    private final List<Set<Integer>> neighbours;
    private final ScalePeople makers;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final List<ScaleReport.Phase> phases = new ArrayList<>();
    private final ConnectedPeers connected = new ConnectedPeers();
    private int written;
    private @Nullable Uid room;

    /**
     * Prepare a run.
     *
     * @param folder names the disks; nothing is written there
     */
    public ScaleSimulation(long seed, ScaleSettings settings, Signer signer, KeyDerivation keyDerivation, Path folder) {
        this.settings = settings;
        this.keyDerivation = keyDerivation;
        time = new VirtualTime(seed);
        network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.perfect());
        neighbours = Neighbours.of(settings, new SplittableRandom(seed));
        makers = new ScalePeople(time, network, signer, keyDerivation, settings, folder);
    }

    /**
     * Meet, write and check that all are equal.
     *
     * @param connectedAll called when everybody has met, such as to look at the memory
     * @throws AssertionError when they are not, or do not meet, within an hour of virtual time
     */
    public ScaleReport run(Runnable connectedAll) {
        makers.make(neighbours, made -> room = made).forEach(person -> devices.add(ScalePeople.device(person)));
        long wanted = neighbours.stream().mapToLong(Set::size).sum();
        phase(MEET, () -> devices.forEach(this::start), () -> connected.ends() == wanted);
        connectedAll.run();
        phase(ONE_ROW, () -> write(devices.get(0)), this::complete);
        phase(A_ROW_EACH, () -> devices.forEach(this::write), this::complete);
        comesBack(wanted);
        check();
        long connections = connected.ends() / 2;
        end();
        return new ScaleReport(settings.peers(), settings.neighbours(), connections, phases);
    }

    private void comesBack(long wanted) {
        SimulatedDevice last = devices.get(devices.size() - 1);
        connected.forget(last.running());
        last.stop();
        time.runUntil(last::off, LIMIT);
        int lost = 2 * neighbours.get(devices.size() - 1).size();
        await("one is off", () -> connected.ends() == wanted - lost);
        List<SimulatedDevice> others = devices.subList(0, devices.size() - 1);
        others.forEach(this::write);
        await(COMES_BACK, () -> others.stream().allMatch(this::hasAll));
        quiet();
        phase(COMES_BACK, () -> start(last), () -> connected.ends() == wanted && complete());
    }

    private void phase(String name, Runnable action, BooleanSupplier done) {
        Traffic before = network.traffic();
        long from = time.nanos();
        action.run();
        await(name, done);
        long rounds = Duration.ofNanos(time.nanos() - from).toMillis();
        quiet();
        phases.add(new ScaleReport.Phase(name, rounds, network.traffic().since(before)));
    }

    /** Look once a ms: to ask all peers before each task would take longer than the tasks. */
    private void await(String what, BooleanSupplier done) {
        long end = time.nanos() + LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (time.nanos() > end) {
                throw new AssertionError("'" + what + "' is not over after an hour: " + connected.ends() / 2
                        + " connections, " + behind() + " peers without all rows.");
            }
            time.run(STEP);
        }
    }

    /** Until nothing is sent over a stream any more. */
    private void quiet() {
        long messages;
        do {
            messages = network.traffic().messages();
            time.run(QUIET);
        } while (messages != network.traffic().messages());
    }

    private void start(SimulatedDevice device) {
        connected.watch(device.started());
    }

    private void write(SimulatedDevice device) {
        written++;
        device.running()
                .async()
                .mutate(
                        "mutate { " + SimulatedModel.NOTE + " { room_id: $room text: $text } }",
                        Parameters.of("room", String.valueOf(room), "text", "w" + written));
    }

    private boolean complete() {
        // The first that lacks something ends the search; mostly it is the same one for long.
        return devices.stream().allMatch(this::hasAll);
    }

    private long behind() {
        return devices.stream().filter(device -> !hasAll(device)).count();
    }

    private boolean hasAll(SimulatedDevice device) {
        return device.committed().orElseThrow().nodes.all().stream()
                        .filter(row -> SimulatedModel.isApplication(row.node().entity()))
                        .count()
                == written;
    }

    /** Rows byte for byte, and every digest of a day. */
    private void check() {
        SimulatedState first = state(devices.get(0));
        Set<String> wrong = new HashSet<>(first.digestsThatDoNotFollow(keyDerivation));
        for (SimulatedDevice device : devices) {
            first.differences(state(device)).forEach(line -> wrong.add(device.name() + ": " + line));
        }
        if (!wrong.isEmpty() || first.nodes().size() != written) {
            throw new AssertionError("The peers are not equal: " + wrong);
        }
    }

    private static SimulatedState state(SimulatedDevice device) {
        return new SimulatedState(device.committed().orElseThrow(), node -> false);
    }

    private void end() {
        devices.forEach(SimulatedDevice::stop);
        time.runUntil(() -> devices.stream().allMatch(SimulatedDevice::off), LIMIT);
        if (network.openEndpoints() != 0) {
            throw new AssertionError(
                    "After the end of all engines " + network.openEndpoints() + " endpoints are open.");
        }
    }
}
