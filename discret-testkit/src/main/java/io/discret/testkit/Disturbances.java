package io.discret.testkit;

import io.discret.api.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Let things go wrong around the engines of a simulation: paths, machines, clocks and stores. */
final class Disturbances {
    private static final int STORE_POINTS = 20;

    private final VirtualNetwork network;
    private final List<SimulatedDevice> devices;
    private final Duration clockOffset;
    private final BiConsumer<SimulatedDevice, String> note;

    /**
     * @param clockOffset how wrong a wall clock may be, either way
     * @param note is told what happens to whom
     */
    Disturbances(
            VirtualNetwork network,
            List<SimulatedDevice> devices,
            Duration clockOffset,
            BiConsumer<SimulatedDevice, String> note) {
        this.network = network;
        this.devices = devices;
        this.clockOffset = clockOffset;
        this.note = note;
    }

    /** Cut or mend paths. */
    void network(SimulatedDevice device, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                note.accept(device, "is cut off");
                network.isolate(device.machine());
            }
            case 2 -> {
                SimulatedDevice other = devices.get(random.nextInt(devices.size()));
                note.accept(device, "is cut off from " + other.name());
                network.cut(device.machine(), other.machine());
            }
            default -> {
                note.accept(device, "everybody is connected");
                network.heal();
            }
        }
    }

    /** Harm one machine. */
    void machine(SimulatedDevice device, SplittableRandom random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                note.accept(device, "crashes");
                device.machine().crash();
            }
            case 1 -> {
                note.accept(device, "stops");
                device.stop();
            }
            case 2 -> {
                Duration offset =
                        Duration.ofMillis(random.nextLong(-clockOffset.toMillis(), clockOffset.toMillis() + 1));
                note.accept(device, "has its clock off by " + offset);
                device.machine().clock().offset(offset);
            }
            case 3 -> {
                note.accept(device, "will have a store that fails");
                device.faults()
                        .failAt(
                                1 + random.nextInt(STORE_POINTS),
                                random.nextBoolean() ? ErrorCode.STORAGE : ErrorCode.DISK_FULL);
            }
            default -> {
                note.accept(device, "will crash in its store");
                device.faults().crashAt(1 + random.nextInt(STORE_POINTS), () -> {
                    note.accept(device, "crashes in its store");
                    device.machine().crash();
                });
            }
        }
    }
}
