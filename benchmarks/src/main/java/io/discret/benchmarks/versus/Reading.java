package io.discret.benchmarks.versus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.benchmarks.hot.Engines;

/** Measure what reads, one program once. Stateless. */
final class Reading {
    private static final int LENGTH = 50;
    private static final int TAGGED = 20;
    private static final int PARENTS = 100;

    private Reading() {}

    /** Mean ms of the newest page, of a row by its id, and of a filter on an indexed field that few rows pass. */
    static Work.Measure lookUps(int rows, int times, int timesIndexed) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, LENGTH);
                for (int i = 0; i < TAGGED; i++) {
                    device.mutate(Texts.INSERT_TAGGED, Texts.row(device, i).put("tag", "rare"));
                }
                return new double[] {
                    mean(device, Texts.NEWEST, times),
                    mean(device, Engines.BY_ID, times),
                    mean(device, Engines.INDEXED, timesIndexed)
                };
            }
        };
    }

    /** Mean ms of a search for a word of every row. */
    static Work.Measure search(int rows, int times) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, LENGTH);
                return new double[] {mean(device, Engines.SEARCH, times)};
            }
        };
    }

    /** Mean ms of a query for 100 parents with 3 children each. */
    static Work.Measure nested(int times) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                for (int i = 0; i < PARENTS; i++) {
                    device.mutate(Texts.PARENT, Peer.JSON.createObjectNode().put("room_id", device.room()));
                }
                ObjectNode command =
                        Peer.command("repeat").put("q", Engines.PARENTS).put("n", times);
                return new double[] {mean(device, command, times)};
            }
        };
    }

    private static double mean(Program.Device device, String query, int times) {
        ObjectNode command = Peer.command("repeat").put("q", query).put("n", times);
        ObjectNode parameters = command.putObject("params");
        if (query.contains("$room_id")) {
            parameters.put("room_id", device.room());
        }
        if (query.contains("$id")) {
            parameters.put("id", Texts.anyId(device));
        }
        return mean(device, command, times);
    }

    /** The second time it is done. */
    private static double mean(Program.Device device, ObjectNode command, int times) {
        device.peer().call(command);
        device.peer().call(command);
        return device.peer().millis() / times;
    }
}
