package io.discret.benchmarks.scale;

import io.discret.testkit.ScaleReport;
import io.discret.testkit.ScaleSimulation;
import java.util.List;
import java.util.Locale;

/** Show runs of the simulation as tables in Markdown. Stateless. */
final class ScaleTable {
    private static final double MEGABYTE = 1e6;
    private static final List<String> PHASES = List.of(
            ScaleSimulation.MEET, ScaleSimulation.ONE_ROW, ScaleSimulation.A_ROW_EACH, ScaleSimulation.COMES_BACK);

    private ScaleTable() {}

    static String of(List<ScalePoint> points) {
        StringBuilder text = new StringBuilder();
        for (String phase : PHASES) {
            text.append("### ").append(sentence(phase)).append("\n\n");
            text.append(
                    "| peers | allowed peers of each | connections | rounds | messages | MB | announces heard | MB |\n");
            text.append("|---|---|---|---|---|---|---|---|\n");
            points.forEach(point -> text.append(row(point, point.phase(phase))));
            text.append('\n');
        }
        text.append("### Memory of the simulation\n\n");
        text.append("| peers | allowed peers of each | connections | heap, MB | kB a peer | time of the run, s |\n");
        text.append("|---|---|---|---|---|---|\n");
        points.forEach(point -> text.append(String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %,d | %,d | %,d |%n",
                point.report().peers(),
                point.report().neighbours(),
                point.report().connections(),
                point.heapMegabytes(),
                point.heapMegabytes() * 1024 / point.report().peers(),
                point.seconds())));
        return text.toString();
    }

    /** All parts of one run. */
    static String row(ScalePoint point) {
        StringBuilder text = new StringBuilder();
        point.report()
                .phases()
                .forEach(phase -> text.append(phase.name()).append(' ').append(row(point, phase)));
        return text.append(point.heapMegabytes())
                .append(" MB, ")
                .append(point.seconds())
                .append(" s\n")
                .toString();
    }

    private static String row(ScalePoint point, ScaleReport.Phase phase) {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %,d | %,d | %s | %,d | %s |%n",
                point.report().peers(),
                point.report().neighbours(),
                phase.traffic().connections(),
                phase.rounds(),
                phase.traffic().messages(),
                megabytes(phase.traffic().messageBytes()),
                phase.traffic().announcesHeard(),
                megabytes(phase.traffic().announceBytes()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.2f", bytes / MEGABYTE);
    }

    private static String sentence(String phase) {
        return Character.toUpperCase(phase.charAt(0)) + phase.substring(1);
    }
}
