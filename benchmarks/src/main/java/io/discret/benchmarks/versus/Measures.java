package io.discret.benchmarks.versus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measure one program once: every method starts from an empty folder. Stateless. */
final class Measures {
    static final String INSERT = "mutate { chat.Message { room_id:$room_id content:$text } }";
    private static final String TAGGED = "mutate { chat.Message { room_id:$room_id content:$text tag:$tag } }";
    private static final String TEXT = "message lorem ipsum dolor sit amet, consectetur ad";
    private static final int EVENT_SECONDS = 120;

    private Measures() {}

    /** Rows a second of a stream, after another stream of as many rows when {@code warm}. */
    static Line.Measure stream(int rows, int length, boolean warm) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                double first = device.stream(rows, length);
                return warm ? device.stream(rows, length) : first;
            }
        };
    }

    /** Rows a second of a stream after some others: what a process that lives for a while does. */
    static Line.Measure warmStream(int before, int rows, int length) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                for (int i = 0; i < before; i++) {
                    device.stream(rows, length);
                }
                return device.stream(rows, length);
            }
        };
    }

    /** CPU seconds of a stream per million rows, the start of the process left out. */
    static Line.Measure streamCpu(int rows, int length) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, length);
                double before = device.peer().cpuSeconds();
                device.stream(rows, length);
                return (device.peer().cpuSeconds() - before) * 1_000_000 / rows;
            }
        };
    }

    /** Calls of mutate a second, one at a time, in a day that holds some rows. */
    static Line.Measure mutate(int rowsBefore, int calls) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                if (rowsBefore > 0) {
                    device.stream(rowsBefore, 50);
                }
                mutate(device, calls / 4);
                return calls * 1000.0 / mutate(device, calls);
            }
        };
    }

    /** The sum of what the calls took inside of the process, in ms. */
    private static double mutate(Program.Device device, int calls) {
        double millis = 0;
        for (int i = 0; i < calls; i++) {
            device.mutate(INSERT, row(device, i));
            millis += device.peer().millis();
        }
        return millis;
    }

    /** Rows a second of a new device of the same user, from PeerConnected to RoomSynchronized. */
    static Line.Measure firstSynchronisation(int rows) {
        return (program, folder) -> {
            try (Program.Device source = program.start(folder.resolve("a"), true)) {
                source.stream(rows, 50);
                try (Program.Device fresh = program.start(folder.resolve("b"), true)) {
                    long from = required(fresh, e -> e.path("event").asText().equals("PeerConnected"));
                    long to = required(fresh, e -> e.path("event").asText().equals("RoomSynchronized"));
                    long count = fresh.peer()
                            .call(Peer.command("query").put("q", "query { r: chat.Message { n: count() } }"))
                            .path("r")
                            .path(0)
                            .path("n")
                            .asLong();
                    if (count != rows) {
                        throw new IllegalStateException(count + " of " + rows + " rows arrived");
                    }
                    return rows * 1e9 / (to - from);
                }
            }
        };
    }

    /** Median ms from a call of mutate to DataChanged at the other device, with some rows in the day. */
    static Line.Measure propagation(int rowsBefore, int calls, double quantile) {
        return (program, folder) -> {
            try (Program.Device writer = program.start(folder.resolve("a"), true)) {
                if (rowsBefore > 0) {
                    writer.stream(rowsBefore, 50);
                }
                try (Program.Device reader = program.start(folder.resolve("b"), true)) {
                    required(reader, e -> e.path("event").asText().equals("RoomSynchronized"));
                    List<Double> millis = new ArrayList<>();
                    for (int i = 0; i < calls + calls / 4; i++) {
                        drain(reader);
                        long from = System.nanoTime();
                        writer.mutate(INSERT, row(writer, i));
                        long to = required(reader, e -> e.path("event").asText().equals("DataChanged"));
                        if (i >= calls / 4) {
                            millis.add((to - from) / 1e6);
                        }
                    }
                    return Figures.quantile(millis, quantile);
                }
            }
        };
    }

    /** Mean ms of a query over tagged rows; each hundredth row has the tag asked for. */
    static Line.Measure query(int rows, String query, int times) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, 50);
                for (int i = 0; i < 20; i++) {
                    device.mutate(TAGGED, row(device, i).put("tag", "rare"));
                }
                ObjectNode command = Peer.command("repeat").put("q", query).put("n", times);
                command.putObject("params").put("room_id", device.room()).put("id", anyId(device));
                device.peer().call(command);
                device.peer().call(command);
                return device.peer().millis() / times;
            }
        };
    }

    /** Mean ms of a query for 100 parents with 3 children each. */
    static Line.Measure nested(int times) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                for (int i = 0; i < 100; i++) {
                    ObjectNode parameters = Peer.JSON.createObjectNode().put("room_id", device.room());
                    device.mutate(
                            "mutate { chat.Person { room_id:$room_id name:\"p\""
                                    + " parents:[{name:\"a\"},{name:\"b\"},{name:\"c\"}] } }",
                            parameters);
                }
                ObjectNode command = Peer.command("repeat")
                        .put("q", "query { r: chat.Person(first 100) { name parents { name } } }")
                        .put("n", times);
                device.peer().call(command);
                device.peer().call(command);
                return device.peer().millis() / times;
            }
        };
    }

    /** A figure of a second start on a folder with rows: its ms or its memory. */
    static Line.Measure secondStart(int rows, ToDoubleFunction<Peer> figure) {
        return (program, folder) -> {
            try (Program.Device device = program.start(folder, false)) {
                device.stream(rows, 50);
            }
            try (Program.Device device = program.start(folder, false)) {
                return figure.applyAsDouble(device.peer());
            }
        };
    }

    private static String anyId(Program.Device device) {
        JsonNode rows = device.peer()
                .call(Peer.command("query").put("q", "query { r: chat.Message(first 1) { id } }"))
                .path("r");
        return ((ArrayNode) rows).get(0).path("id").asText();
    }

    private static ObjectNode row(Program.Device device, int number) {
        return Peer.JSON.createObjectNode().put("room_id", device.room()).put("text", TEXT + number);
    }

    private static void drain(Program.Device device) {
        while (device.peer().await(e -> true, 0) != null) {}
    }

    private static long required(Program.Device device, java.util.function.Predicate<JsonNode> event) {
        Peer.Received received = device.peer().await(event, EVENT_SECONDS);
        if (received == null) {
            throw new IllegalStateException("an event did not come");
        }
        return received.nanos();
    }
}
