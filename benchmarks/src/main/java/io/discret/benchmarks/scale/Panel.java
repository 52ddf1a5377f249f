package io.discret.benchmarks.scale;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draw curves with logarithmic axes as a part of an SVG picture: ten times as many is always as far. Stateless. */
final class Panel {
    static final int WIDTH = 420;
    static final int HEIGHT = 320;
    private static final int LEFT = 56;
    private static final int RIGHT = 10;
    private static final int TOP = 28;
    private static final int BOTTOM = 34;
    private static final List<String> COLOURS =
            List.of("#1f6fb4", "#d9541a", "#2f8f3f", "#8a4fae", "#a67c00", "#444444");

    private Panel() {}

    /** A point of a curve; both greater than 0. */
    record Point(double x, double y) {}

    /**
     * Draw a panel.
     *
     * @param shift to the right, in pixels
     * @param curves by name, in the order of the colours
     */
    static String draw(int shift, String title, Map<String, List<Point>> curves) {
        Range x = Range.of(curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Point::x)
                .toArray());
        Range y = Range.of(curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Point::y)
                .toArray());
        StringBuilder svg = new StringBuilder(format("<g transform=\"translate(%d,0)\">%n", shift));
        svg.append(format("<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>%n", LEFT, title));
        for (double mark : y.marks()) {
            svg.append(format(
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT, down(y, mark), WIDTH - RIGHT, LEFT - 4, down(y, mark) + 4, number(mark)));
        }
        for (double mark : x.marks()) {
            svg.append(format(
                    "<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    right(x, mark), TOP, HEIGHT - BOTTOM, right(x, mark), HEIGHT - BOTTOM + 14, number(mark)));
        }
        svg.append(format("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">peers</text>%n", WIDTH / 2, HEIGHT - 4));
        int colour = 0;
        for (List<Point> points : curves.values()) {
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                    .append(COLOURS.get(colour++ % COLOURS.size()))
                    .append("\" points=\"");
            points.forEach(point -> svg.append(format("%.1f,%.1f ", right(x, point.x), down(y, point.y))));
            svg.append("\"/>\n");
        }
        return svg.append("</g>\n").toString();
    }

    /** The names of the curves in their colours. */
    static String legend(List<String> names) {
        StringBuilder svg = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            svg.append(format(
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">— %s</text>%n",
                    LEFT + (i % 2) * WIDTH, HEIGHT + 16 + i / 2 * 16, COLOURS.get(i % COLOURS.size()), names.get(i)));
        }
        return svg.toString();
    }

    private static double right(Range range, double value) {
        return LEFT + range.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double down(Range range, double value) {
        return HEIGHT - BOTTOM - range.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double mark) {
        return mark >= 1 ? format("%,.0f", mark) : format("%.3f", mark).replaceAll("0+$", "");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }

    /** From one power of ten to another. */
    private record Range(int low, int high) {
        static Range of(double[] values) {
            double least = java.util.Arrays.stream(values).min().orElse(1);
            double most = java.util.Arrays.stream(values).max().orElse(10);
            int low = (int) Math.floor(Math.log10(least));
            return new Range(low, Math.max(low + 1, (int) Math.ceil(Math.log10(most))));
        }

        double share(double value) {
            return (Math.log10(value) - low) / (high - low);
        }

        double[] marks() {
            return java.util.stream.IntStream.rangeClosed(low, high)
                    .mapToDouble(power -> Math.pow(10, power))
                    .toArray();
        }
    }
}
