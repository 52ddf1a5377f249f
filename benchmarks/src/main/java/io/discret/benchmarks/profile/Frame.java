package io.discret.benchmarks.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A method as it was called on one way from the root, with the samples that were taken in it and below. Used by one thread. */
final class Frame {
    private final String name;
    private final Map<String, Frame> called = new TreeMap<>();
    private long samples;

    Frame(String name) {
        this.name = name;
    }

    /**
     * Count one sample.
     *
     * @param stack the outermost method first
     */
    void add(List<String> stack) {
        samples++;
        Frame frame = this;
        for (String method : stack) {
            frame = frame.called.computeIfAbsent(method, Frame::new);
            frame.samples++;
        }
    }

    String name() {
        return name;
    }

    long samples() {
        return samples;
    }

    /** In the order of their names, so that pictures of two runs are alike. */
    Collection<Frame> called() {
        return called.values();
    }

    /** How many methods stand above each other where a sample is at least a share of all. */
    int depth(double least) {
        return called.values().stream()
                .filter(frame -> frame.samples >= least)
                .mapToInt(frame -> 1 + frame.depth(least))
                .max()
                .orElse(0);
    }
}
