package io.discret.benchmarks.versus;

import java.util.List;
import java.util.Map;

/** Show results as a table in Markdown. Stateless. */
final class ResultTable {
    static final String HEAD =
            """
            | line | ours | reference | unit | ratio | goal | | load | date |
            |---|---|---|---|---|---|---|---|---|
            """;

    private ResultTable() {}

    /** The machine, the table, and why what is not met is not. */
    static String of(Run run) {
        StringBuilder text = new StringBuilder("Measured on: " + run.machine() + ".\n\n" + HEAD);
        for (Map.Entry<Line, Result> one : run.lines()) {
            text.append(row(one.getKey(), one.getValue())).append('\n');
        }
        run.lines().stream()
                .map(Map.Entry::getKey)
                .filter(line -> run.reasons().containsKey(line.name()))
                .forEach(line -> text.append("\n* ")
                        .append(line.name())
                        .append(": ")
                        .append(run.reasons().get(line.name())));
        return text.toString().stripTrailing() + "\n";
    }

    /** Medians, with the least and the greatest of several runs. */
    static String row(Line line, Result result) {
        List<Double> ratios = result.ratios(line.more());
        String verdict = result.ours().isEmpty() || line.goal().kind() == Goal.Kind.RATIO && ratios.isEmpty()
                ? "not measured"
                : line.goal().verdict(Figures.median(result.ours()), ratios.isEmpty() ? 0 : Figures.median(ratios));
        return "| " + line.name() + (result.failure().isEmpty() ? "" : " (failed: " + result.failure() + ")") + " | "
                + Figures.shown(result.ours()) + " | " + Figures.shown(result.reference()) + " | " + line.unit() + " | "
                + (ratios.isEmpty() ? "–" : "× " + Figures.shown(ratios)) + " | "
                + line.goal().text() + " | " + verdict + " | " + Figures.number(result.load()) + " | "
                + result.date() + " |";
    }
}
