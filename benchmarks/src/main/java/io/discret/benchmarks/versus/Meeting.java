package io.discret.benchmarks.versus;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Measure two devices of one user that meet by multicast, one program once. Stateless. */
final class Meeting {
    private static final int EVENT_SECONDS = 600;
    private static final int LENGTH = 50;
    private static final int MEGABYTE = 1_000_000;
    private static final String HEAP = "-Xmx256m";

    /** The digest of a day is computed when nothing was written for five seconds (docs/protocol/41 §12.2). */
    private static final int DIGEST_SECONDS = 10;

    private Meeting() {}

    /** Rows a second of a new device of the same user, from PeerConnected to RoomSynchronized. */
    static Work.Measure firstSynchronisation(int rows) {
        return (program, folder) -> {
            try (Program.Device source = program.start(folder.resolve("a"), true)) {
                source.stream(rows, LENGTH);
                try (Program.Device fresh = program.start(folder.resolve("b"), true)) {
                    return new double[] {rows / seconds(synchronised(fresh, rows))};
                }
            }
        };
    }

    /** Median and p99 in ms from a call of mutate to DataChanged at the other device, with some rows in the day. */
    static Work.Measure propagation(int rowsBefore, int calls) {
        return (program, folder) -> {
            try (Program.Device writer = program.start(folder.resolve("a"), true)) {
                if (rowsBefore > 0) {
                    writer.stream(rowsBefore, LENGTH);
                }
                try (Program.Device reader = program.start(folder.resolve("b"), true)) {
                    required(reader, named("RoomSynchronized"));
                    return propagation(writer, reader, calls);
                }
            }
        };
    }

    /** A day of many rows: pulled, compared again, compared with one change, and with changes as they happen. */
    static Work.Measure largeDay(int rows, int calls) {
        return (program, folder) -> {
            try (Program.Device source = program.start(folder.resolve("a"), true)) {
                source.stream(rows, LENGTH);
                double first;
                try (Program.Device fresh = program.start(folder.resolve("b"), true)) {
                    first = rows / seconds(synchronised(fresh, rows));
                    fresh.peer().await(event -> false, DIGEST_SECONDS);
                }
                double reconnect;
                try (Program.Device again = program.start(folder.resolve("b"), true)) {
                    reconnect = seconds(synchronised(again, rows)) * 1000;
                }
                source.mutate(Texts.CHANGE, Texts.row(source, 0).put("id", Texts.anyId(source)));
                long traffic = Loopback.bytes();
                try (Program.Device changed = program.start(folder.resolve("b"), true)) {
                    double change = seconds(synchronised(changed, rows)) * 1000;
                    double moved = (double) (Loopback.bytes() - traffic) / MEGABYTE;
                    double[] live = propagation(source, changed, calls);
                    return new double[] {first, reconnect, moved, change, live[0], live[1]};
                }
            }
        };
    }

    /** A day of very many rows with little memory on both sides, and its rate against that of fewer. */
    static Work.Measure greatDay(int few, int many) {
        return (program, folder) -> {
            Program little = program.with(HEAP);
            double before = firstSynchronisation(few).run(little, sub(folder, "few"))[0];
            double after = firstSynchronisation(many).run(little, sub(folder, "many"))[0];
            return new double[] {after, after / before};
        };
    }

    private static Path sub(Path folder, String name) {
        for (String device : List.of("a", "b")) {
            if (!folder.resolve(name).resolve(device).toFile().mkdirs()) {
                throw new IllegalStateException("A folder cannot be made.");
            }
        }
        return folder.resolve(name);
    }

    private static double[] propagation(Program.Device writer, Program.Device reader, int calls) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < calls + calls / 4; i++) {
            drain(reader);
            long from = System.nanoTime();
            writer.mutate(Texts.INSERT, Texts.row(writer, i));
            long to = required(reader, named("DataChanged"));
            if (i >= calls / 4) {
                millis.add((to - from) / 1e6);
            }
        }
        return new double[] {Figures.quantile(millis, 0.5), Figures.quantile(millis, 0.99)};
    }

    /** Ns from the end of the handshake to the end of the comparison. */
    private static long synchronised(Program.Device device, int rows) {
        long from = required(device, named("PeerConnected"));
        long to = required(device, named("RoomSynchronized"));
        long count = Texts.count(device);
        if (count != rows) {
            throw new IllegalStateException(count + " of " + rows + " rows arrived");
        }
        return to - from;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static Predicate<JsonNode> named(String event) {
        return json -> json.path("event").asText().equals(event);
    }

    private static void drain(Program.Device device) {
        while (device.peer().await(e -> true, 0) != null) {}
    }

    private static long required(Program.Device device, Predicate<JsonNode> event) {
        Peer.Received received = device.peer().await(event, EVENT_SECONDS);
        if (received == null) {
            throw new IllegalStateException("an event did not come");
        }
        return received.nanos();
    }
}
