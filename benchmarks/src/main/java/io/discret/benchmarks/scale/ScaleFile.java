package io.discret.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keep the runs of the simulation in a JSON file. Stateless. */
final class ScaleFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ScaleFile() {}

    /** What the file holds. */
    record Points(List<ScalePoint> points) {}

    static List<ScalePoint> read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Points.class).points();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " holds no runs of the simulation.", e);
        }
    }

    /** Add a run; it takes the place of one of the same size. */
    static void add(Path file, ScalePoint point) {
        List<ScalePoint> points = new ArrayList<>(Files.exists(file) ? read(file) : List.of());
        points.removeIf(other -> other.report().peers() == point.report().peers()
                && other.curve().equals(point.curve()));
        points.add(point);
        points.sort(Comparator.comparing(ScalePoint::curve)
                .thenComparing(p -> p.report().peers()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(new Points(points)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
