package io.discret.benchmarks.versus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sum up several runs. Stateless. */
final class Figures {
    private Figures() {}

    static double median(List<Double> figures) {
        return quantile(figures, 0.5);
    }

    /** @param share 0.5 = the median; the figure at or above it */
    static double quantile(List<Double> figures, double share) {
        List<Double> sorted = new ArrayList<>(figures);
        sorted.sort(null);
        int last = sorted.size() - 1;
        if (share == 0.5 && sorted.size() % 2 == 0) {
            return (sorted.get(last / 2) + sorted.get(last / 2 + 1)) / 2;
        }
        return sorted.get((int) Math.ceil(share * last));
    }

    /** The median, and the least and greatest of several. */
    static String shown(List<Double> figures) {
        if (figures.isEmpty()) {
            return "–";
        }
        String median = number(median(figures));
        return figures.size() == 1
                ? median
                : median + " (" + number(quantile(figures, 0)) + " – " + number(quantile(figures, 1)) + ")";
    }

    static String number(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%,.0f" : figure >= 1 ? "%.1f" : "%.3f", figure);
    }
}
