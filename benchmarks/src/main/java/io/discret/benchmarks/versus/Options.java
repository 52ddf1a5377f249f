package io.discret.benchmarks.versus;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Read the command line: {@code DISCRET RUSTPEER JSON [--long] [RUNS [FILTER]]}.
 *
 * @param json where results are added
 * @param lengthy whether the long works are done too
 * @param filter part of the name of a line; empty = all
 */
record Options(Program ours, Program reference, Path json, boolean lengthy, int runs, String filter) {
    private static final int USUAL_RUNS = 3;

    static Options read(String[] arguments) {
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        Program ours = new Program("discret for Java", List.of(words.remove(), "peer"));
        Program reference = new Program("reference", List.of(words.remove()));
        Path json = Path.of(words.remove());
        boolean lengthy = words.removeFirstOccurrence("--long");
        int runs = words.isEmpty() ? USUAL_RUNS : Integer.parseInt(words.remove());
        return new Options(ours, reference, json, lengthy, runs, words.isEmpty() ? "" : words.remove());
    }

    /** A long work is done when asked for. */
    boolean wants(Work work) {
        String part = filter.toLowerCase(Locale.ROOT);
        return (lengthy || !work.lengthy())
                && work.lines().stream()
                        .anyMatch(line -> line.name().toLowerCase(Locale.ROOT).contains(part));
    }
}
