package io.discret.benchmarks.versus;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compare this program with the reference, A B A B…: {@code Versus DISCRET RUSTPEER [RUNS] [FILTER]}.
 *
 * <p>Both do the same work under the same load, so that the ratio means something where the figures alone do not. Lines
 * with two devices need multicast on loopback: run it in {@code interop/lan}.
 */
public final class Versus {
    private static final String NEWEST =
            "query { r: chat.Message(room_id = $room_id, order_by(mdate desc), first 50)" + " { id mdate content } }";

    private final Program ours;
    private final Program reference;
    private final int runs;
    private final PrintStream out;

    private Versus(Program ours, Program reference, int runs, PrintStream out) {
        this.ours = ours;
        this.reference = reference;
        this.runs = runs;
        this.out = out;
    }

    public static void main(String[] arguments) {
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        String filter = arguments.length > 3 ? arguments[3] : "";
        new Versus(
                        new Program("discret for Java", List.of(arguments[0], "peer")),
                        new Program("reference", List.of(arguments[1])),
                        runs,
                        System.out)
                .run(filter);
    }

    private static List<Line> lines() {
        return List.of(
                new Line("stream, 20,000 × 50, fresh process", "rows/s", true, 1.5, Measures.stream(20_000, 50, false)),
                new Line("stream, 20,000 × 50, next 20,000", "rows/s", true, 1.5, Measures.stream(20_000, 50, true)),
                new Line(
                        "stream, 20,000 × 50, after 100,000 rows",
                        "rows/s",
                        true,
                        1.5,
                        Measures.warmStream(5, 20_000, 50)),
                new Line("stream, CPU time", "s / 10⁶ rows", false, 1, Measures.streamCpu(20_000, 50)),
                new Line("mutate one at a time, empty day", "calls/s", true, 5, Measures.mutate(0, 400)),
                new Line(
                        "mutate one at a time, 20,000 rows in the day",
                        "calls/s",
                        true,
                        5,
                        Measures.mutate(20_000, 200)),
                new Line(
                        "first synchronisation, 5,000 rows", "rows/s", true, 1.5, Measures.firstSynchronisation(5_000)),
                new Line("live propagation, median", "ms", false, 3, Measures.propagation(0, 200, 0.5)),
                new Line("live propagation, p99", "ms", false, 1.5, Measures.propagation(0, 200, 0.99)),
                new Line(
                        "live propagation, 5,000 rows in the day, median",
                        "ms",
                        false,
                        9,
                        Measures.propagation(5_000, 100, 0.5)),
                new Line("newest page, 40,000 rows", "ms", false, 1, Measures.query(40_000, NEWEST, 500)),
                new Line(
                        "by id, 40,000 rows",
                        "ms",
                        false,
                        1,
                        Measures.query(40_000, "query { r: chat.Message(id = $id) { content } }", 500)),
                new Line(
                        "indexed filter, 40,000 rows",
                        "ms",
                        false,
                        10,
                        Measures.query(40_000, "query { r: chat.Message(tag = \"rare\") { content } }", 50)),
                new Line(
                        "search, word in every row, first 20, 10,000 rows",
                        "ms",
                        false,
                        1,
                        Measures.query(
                                10_000, "query { r: chat.Message(search(\"lorem\"), first 20) { content } }", 10)),
                new Line("100 parents with 3 children", "ms", false, 2, Measures.nested(40)),
                new Line(
                        "open, 20,000 rows, fresh process",
                        "ms",
                        false,
                        0.3,
                        Measures.secondStart(20_000, Peer::millis)),
                new Line(
                        "memory after the start, 20,000 rows",
                        "MB",
                        false,
                        0.2,
                        Measures.secondStart(20_000, Peer::residentMegabytes)));
    }

    private void run(String filter) {
        out.println("| line | ours: median (range) | reference: median (range) | unit | ratio | goal | met | load |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Line line : lines()) {
            if (line.name().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT))) {
                out.println(compared(line));
            }
        }
    }

    private String compared(Line line) {
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        String failure = "";
        for (int i = 0; i < runs && failure.isEmpty(); i++) {
            try {
                double theirs = measured(line, reference);
                double mine = measured(line, ours);
                others.add(theirs);
                own.add(mine);
                ratios.add(line.more() ? mine / theirs : theirs / mine);
            } catch (IllegalStateException e) {
                failure = " failed: " + e.getMessage();
            }
        }
        double ratio = ratios.isEmpty() ? Double.NaN : Figures.median(ratios);
        return "| " + line.name() + failure + " | " + Figures.shown(own) + " | " + Figures.shown(others) + " | "
                + line.unit() + " | " + (ratios.isEmpty() ? "–" : "× " + Figures.shown(ratios)) + " | × "
                + Figures.number(line.goal()) + " | " + (ratio >= line.goal() ? "yes" : "no") + " | "
                + Figures.number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) + " |";
    }

    private static double measured(Line line, Program program) {
        try {
            Path folder = Files.createTempDirectory("discret-bench");
            try {
                for (String device : List.of("", "a", "b")) {
                    Files.createDirectories(folder.resolve("db").resolve(device));
                }
                return line.measure().run(program, folder.resolve("db"));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
