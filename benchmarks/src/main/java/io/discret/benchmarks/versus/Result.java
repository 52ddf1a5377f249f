package io.discret.benchmarks.versus;

import java.util.ArrayList;
import java.util.List;

/**
 * Keep what was measured of one line.
 *
 * @param line its name
 * @param ours a figure for each run
 * @param reference the same of the reference; empty when it was not asked
 * @param failure why there are fewer figures than runs, or empty
 * @param date when, in UTC
 * @param load of the machine at the end
 */
record Result(String line, List<Double> ours, List<Double> reference, String failure, String date, double load) {
    /** How often better than the reference each run was. */
    List<Double> ratios(boolean more) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), reference.size()); i++) {
            ratios.add(more ? ours.get(i) / reference.get(i) : reference.get(i) / ours.get(i));
        }
        return ratios;
    }
}
