package io.discret.benchmarks.versus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keep what was measured, as a JSON file that a document is made of.
 *
 * @param machine what it was measured on
 * @param results by line
 * @param reasons why a goal is not met, by line; written by hand, kept when lines are measured again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Run(String machine, List<Result> results, Map<String, String> reasons) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Run read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Run.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no run of the benchmarks.", e);
        }
    }

    /** Add what was measured now; it takes the place of the same lines. */
    static void add(Path file, String machine, List<Result> measured) {
        Run before = Files.exists(file) ? read(file) : new Run(machine, List.of(), Map.of());
        Map<String, Result> results = new LinkedHashMap<>();
        before.results.forEach(result -> results.put(result.line(), result));
        measured.forEach(result -> results.put(result.line(), result));
        new Run(machine, List.copyOf(results.values()), before.reasons).write(file);
    }

    /** The results in the order of the table, each with its line. */
    List<Map.Entry<Line, Result>> lines() {
        List<Map.Entry<Line, Result>> found = new ArrayList<>();
        for (Work work : Works.all()) {
            for (Line line : work.lines()) {
                results.stream()
                        .filter(result -> result.line().equals(line.name()))
                        .forEach(result -> found.add(Map.entry(line, result)));
            }
        }
        if (found.size() != results.size()) {
            throw new IllegalStateException("The run holds lines that nothing measures any more; measure again.");
        }
        return found;
    }

    private void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
