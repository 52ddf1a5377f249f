package io.discret.benchmarks.versus;

/** Measure starts and memory, one program once. Stateless. */
final class Starting {
    private static final int LENGTH = 50;

    private Starting() {}

    /** A second start on a folder with rows: ms inside of the process, and MB resident after it. */
    static Work.Measure again(int rows) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, LENGTH);
            }
            try (Program.Device device = program.start(folder, false)) {
                return new double[] {device.peer().millis(), device.peer().residentMegabytes()};
            }
        };
    }

    /** MB resident of a peer that was started, announces itself, and has nothing to do. */
    static Work.Measure idle() {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, true)) {
                device.peer().await(event -> false, 3);
                return new double[] {device.peer().residentMegabytes()};
            }
        };
    }

    /** MB resident after inserting rows, ms of a second start, and MB resident after it and a query. */
    static Work.Measure great(int rows) {
        return (program, folder) -> {
            double inserted;
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, LENGTH);
                inserted = device.peer().residentMegabytes();
            }
            try (Program.Device device = program.start(folder, false)) {
                double opened = device.peer().millis();
                Texts.anyId(device);
                return new double[] {inserted, opened, device.peer().residentMegabytes()};
            }
        };
    }
}
