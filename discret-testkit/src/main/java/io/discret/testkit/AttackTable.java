package io.discret.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Collect what attacks and faults did, over all suites of a build: each suite writes a file into
 * {@code target/security} of the whole project, the last module prints them as one table. Used by one thread.
 */
public final class AttackTable {
    private static final String FORMAT = "%-58s %8s %8s %6s %14s %10s";
    private static final String SEPARATOR = "\t";

    private final String suite;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One line of the table.
     *
     * @param attack what was done
     * @param tried how many times
     * @param gotIn rows that the victim took and should not have
     * @param lost acknowledged or honest rows that are not there
     * @param delayMs longest time that an honest row took meanwhile, in ms; -1 = nobody wrote
     * @param peakMb most memory of the victim at once, native memory included; 0 = not measured
     */
    public record Row(String attack, long tried, long gotIn, long lost, long delayMs, long peakMb) {
        private String cells() {
            return String.join(
                    SEPARATOR,
                    attack,
                    Long.toString(tried),
                    Long.toString(gotIn),
                    Long.toString(lost),
                    Long.toString(delayMs),
                    Long.toString(peakMb));
        }

        private static Row of(String line) {
            String[] cells = line.split(SEPARATOR, -1);
            return new Row(
                    cells[0],
                    Long.parseLong(cells[1]),
                    Long.parseLong(cells[2]),
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]),
                    Long.parseLong(cells[5]));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    FORMAT,
                    attack,
                    tried,
                    gotIn,
                    lost,
                    delayMs < 0 ? "-" : delayMs + " ms",
                    peakMb == 0 ? "-" : peakMb + " MB");
        }
    }

    /** @param suite name of the file */
    public AttackTable(String suite) {
        this.suite = suite;
    }

    /** Add a line. */
    public void add(Row row) {
        rows.add(row);
    }

    /** Write the file of this suite below the root folder of the project. */
    public void write(Path root) {
        try {
            Path folder = Files.createDirectories(folder(root));
            Files.write(
                    folder.resolve(suite + ".tsv"),
                    rows.stream().map(Row::cells).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of every suite that has run; none when none did. */
    public static List<Row> read(Path root) {
        Path folder = folder(root);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Row> rows = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).forEach(line -> rows.add(Row.of(line)));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines with a head. */
    public static String text(List<Row> rows) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, FORMAT, "attack", "tried", "got in", "lost", "longest delay", "peak"));
        rows.forEach(row -> text.append('\n').append(row));
        return text.toString();
    }

    private static Path folder(Path root) {
        return root.resolve("target").resolve("security");
    }
}
