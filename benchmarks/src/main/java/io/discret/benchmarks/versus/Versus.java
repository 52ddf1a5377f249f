package io.discret.benchmarks.versus;

import io.discret.benchmarks.hot.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Compare this program with the reference, A B A B…, and see which goals are met: {@code ./discret bench versus}.
 *
 * <p>Both do the same work under the same load, so that the ratio means something where the figures alone do not. Works
 * with two devices need multicast on loopback: run it in {@code interop/lan}.
 */
public final class Versus {
    private final Options options;
    private final PrintStream out;

    private Versus(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        new Versus(Options.read(arguments), System.out).run();
    }

    private void run() {
        out.print(ResultTable.HEAD);
        for (Work work : Works.all()) {
            if (options.wants(work)) {
                List<Result> results = results(work);
                for (int i = 0; i < results.size(); i++) {
                    out.println(ResultTable.row(work.lines().get(i), results.get(i)));
                }
                // At once, so that hours of measuring survive whatever comes.
                Run.add(options.json(), Machine.description(), results);
            }
        }
    }

    private List<Result> results(Work work) {
        List<double[]> ours = new ArrayList<>();
        List<double[]> theirs = new ArrayList<>();
        String failure = "";
        for (int i = 0; i < options.runs() && failure.isEmpty(); i++) {
            try {
                if (work.compared()) {
                    theirs.add(measured(work, options.reference()));
                }
                ours.add(measured(work, options.ours()));
            } catch (IllegalStateException e) {
                failure = String.valueOf(e.getMessage());
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < work.lines().size(); i++) {
            results.add(new Result(
                    work.lines().get(i).name(),
                    column(ours, i),
                    column(theirs, i),
                    failure,
                    LocalDate.now(ZoneOffset.UTC).toString(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        }
        return results;
    }

    private static List<Double> column(List<double[]> figures, int number) {
        return figures.stream().map(row -> row[number]).toList();
    }

    private static double[] measured(Work work, Program program) {
        Path folder = Folders.make();
        try {
            for (String device : List.of("", "a", "b")) {
                Files.createDirectories(folder.resolve("db").resolve(device));
            }
            return work.measure().run(program, folder.resolve("db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(folder);
        }
    }
}
