package io.discret.benchmarks.profile;

import java.util.Locale;

/**
 * Draw where the time of some threads went, as SVG: callers below, what they call above, as wide as its share. Stateless.
 */
final class FlameGraph {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 17;
    private static final int HEAD = 26;

    /** Narrower than this a method is left out, in px. */
    private static final double LEAST = 1.5;

    /** Of a letter of the font, in px. */
    private static final double LETTER = 6.6;

    private FlameGraph() {}

    static String of(String title, Frame root) {
        double unit = root.samples() == 0 ? 0 : (double) WIDTH / root.samples();
        int height = HEAD + HEIGHT * (1 + root.depth(unit == 0 ? 0 : LEAST / unit));
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
                        + "\" font-family=\"monospace\" font-size=\"11\">\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n")
                .append("<text x=\"4\" y=\"17\" font-size=\"13\">" + escaped(title) + ", " + root.samples()
                        + " samples</text>\n");
        draw(root, 0, height - HEIGHT, unit, out);
        return out.append("</svg>\n").toString();
    }

    private static void draw(Frame frame, double x, int y, double unit, StringBuilder out) {
        double width = frame.samples() * unit;
        if (width < LEAST) {
            return;
        }
        String name = frame.name();
        out.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %d</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                escaped(name),
                frame.samples(),
                x,
                y,
                Math.max(0.5, width - 0.5),
                HEIGHT - 1,
                colour(name)));
        int letters = (int) (width / LETTER) - 1;
        if (letters >= 4) {
            String shown = shortName(name);
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%s</text>",
                    x + 2,
                    y + 12,
                    escaped(shown.substring(0, Math.min(letters, shown.length())))));
        }
        out.append("</g>\n");
        double next = x;
        for (Frame called : frame.called()) {
            draw(called, next, y - HEIGHT, unit, out);
            next += called.samples() * unit;
        }
    }

    /** Class and method without their package. */
    private static String shortName(String name) {
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1);
    }

    private static String colour(String name) {
        if (name.startsWith("io.discret.")) {
            return "#9ecae1";
        }
        if (name.startsWith("org.sqlite.") || name.startsWith("org.h2.")) {
            return "#fdae6b";
        }
        if (name.startsWith("com.amazon.") || name.startsWith("org.bouncycastle.") || name.contains(".security.")) {
            return "#bcbddc";
        }
        return name.startsWith("io.netty.") ? "#a1d99b" : "#d9d9d9";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
