package io.discret.benchmarks.versus;

import java.util.List;

/** Measure what writes, one program once. Stateless. */
final class Writing {
    private static final int LENGTH = 50;

    /** What a stream needs to be compiled, and the store to be filled: as much for either side of the comparison. */
    private static final int STREAMS_BEFORE = 5;

    private Writing() {}

    /** Rows a second of a stream after some others: what a process that lives for a while does. */
    static Work.Measure stream(int before, int rows, int length) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                for (int i = 0; i < before; i++) {
                    device.stream(rows, length);
                }
                return new double[] {device.stream(rows, length)};
            }
        };
    }

    /** CPU seconds of a stream per million rows, the start of the process left out. */
    static Work.Measure streamCpu(int rows, int length) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, length);
                double before = device.peer().cpuSeconds();
                device.stream(rows, length);
                return new double[] {(device.peer().cpuSeconds() - before) * 1_000_000 / rows};
            }
        };
    }

    /** A stream, and the encrypted store filled with the same rows in a process of its own; both after as many rows. */
    static Work.Measure streamOfStore(int rows) {
        return (program, folder) -> {
            double alone = OwnProcess.figure(
                    StoreAlone.class, List.of(folder.resolve("a").toString(), "" + STREAMS_BEFORE, "" + rows));
            double stream = stream(STREAMS_BEFORE, rows, LENGTH).run(program, folder.resolve("b"))[0];
            return new double[] {stream / alone};
        };
    }

    /** Calls of mutate a second, one at a time, in a day that holds some rows. */
    static Work.Measure mutate(int rowsBefore, int calls) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                if (rowsBefore > 0) {
                    device.stream(rowsBefore, LENGTH);
                }
                mutate(device, calls / 4);
                return new double[] {mutate(device, calls)};
            }
        };
    }

    /** Calls a second in an empty day, of a process that has answered some calls outside of any day before. */
    static Work.Measure mutateLater(int before, int calls) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                for (int i = 0; i < before; i++) {
                    device.mutate(Texts.INSERT_ALONE, Texts.row(device, i).without(List.of("room_id")));
                }
                return new double[] {mutate(device, calls)};
            }
        };
    }

    /** Calls a second in a large day, and how that compares with the empty day of the same process. */
    static Work.Measure mutateAfter(int rows, int calls) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                mutate(device, calls);
                double empty = mutate(device, calls);
                device.stream(rows, LENGTH);
                mutate(device, calls / 4);
                double full = mutate(device, calls);
                return new double[] {full, full / empty};
            }
        };
    }

    /** Rows a second of threads that each call mutate and wait, in a process of its own. */
    static Work.Measure threads(int threads, int rows) {
        return (program, folder) -> new double[] {
            OwnProcess.figure(ThreadsMutate.class, List.of(folder.toString(), "" + threads, "" + rows))
        };
    }

    /** Calls a second by what they took inside of the process. */
    private static double mutate(Program.Device device, int calls) {
        double millis = 0;
        for (int i = 0; i < calls; i++) {
            device.mutate(Texts.INSERT, Texts.row(device, i));
            millis += device.peer().millis();
        }
        return calls * 1000.0 / millis;
    }
}
