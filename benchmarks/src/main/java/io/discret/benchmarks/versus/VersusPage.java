package io.discret.benchmarks.versus;

import io.discret.benchmarks.document.Page;
import java.nio.file.Path;

/** Write what was measured against the reference into docs/performance.md. Stateless. */
public final class VersusPage {
    private VersusPage() {}

    /** The document with the table of a run. */
    public static Page of(Page before, Path run) {
        return before.with(ResultTable.of(Run.read(run)));
    }
}
