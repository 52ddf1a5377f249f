package io.discret.interop;

import java.nio.file.Path;

/** Keep databases and logs for who looks for a cause: {@code -Dinterop.folder=DIR}. */
final class Kept {
    private Kept() {}

    static Path folder(Path temporary) {
        String kept = System.getProperty("interop.folder");
        return kept == null ? temporary : Path.of(kept);
    }
}
