package io.discret.benchmarks.scale;

import io.discret.benchmarks.document.Page;
import java.nio.file.Path;

/** Write what was simulated into docs/scaling.md and its picture. Stateless. */
public final class ScalePage {
    private ScalePage() {}

    /** The document with the tables of the runs. */
    public static Page of(Page before, Path runs) {
        return before.with(ScaleTable.of(ScaleFile.read(runs)).stripTrailing() + "\n");
    }

    /** The picture of the runs. */
    public static String picture(Path runs) {
        return ScaleChart.of(ScaleFile.read(runs));
    }
}
