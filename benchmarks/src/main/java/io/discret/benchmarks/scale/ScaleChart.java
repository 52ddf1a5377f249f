package io.discret.benchmarks.scale;

import io.discret.testkit.ScaleSimulation;
import io.discret.testkit.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Draw runs of the simulation as curves in SVG. Stateless. */
final class ScaleChart {
    private static final double MEGABYTE = 1e6;
    private static final int LEGEND = 56;
    private static final List<String> PHASES =
            List.of(ScaleSimulation.MEET, ScaleSimulation.ONE_ROW, ScaleSimulation.A_ROW_EACH);

    private ScaleChart() {}

    static String of(List<ScalePoint> points) {
        Map<String, List<Panel.Point>> messages = curves(points, Traffic::messages);
        Map<String, List<Panel.Point>> bytes = curves(points, traffic -> traffic.messageBytes() / MEGABYTE);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + 2 * Panel.WIDTH + "\" height=\""
                + (Panel.HEIGHT + LEGEND)
                + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + Panel.draw(0, "Messages", messages)
                + Panel.draw(Panel.WIDTH, "MB", bytes)
                + Panel.legend(List.copyOf(messages.keySet()))
                + "</svg>\n";
    }

    private static Map<String, List<Panel.Point>> curves(List<ScalePoint> points, ToDoubleFunction<Traffic> figure) {
        Map<String, List<Panel.Point>> curves = new LinkedHashMap<>();
        for (String phase : PHASES) {
            for (ScalePoint point : points) {
                curves.computeIfAbsent(phase + ", " + point.curve(), name -> new ArrayList<>())
                        .add(new Panel.Point(
                                point.report().peers(),
                                figure.applyAsDouble(point.phase(phase).traffic())));
            }
        }
        return curves;
    }
}
