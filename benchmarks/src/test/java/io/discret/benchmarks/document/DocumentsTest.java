package io.discret.benchmarks.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documents say about runs is what the committed runs say. */
class DocumentsTest {
    private final Documents documents =
            new Documents(Path.of(System.getProperty("discret.root", "..")).resolve("docs"));

    @Test
    @DisplayName("docs/performance.md shows docs/performance.json; else: ./discret bench document")
    void performance() throws IOException {
        assertThat(Files.readString(documents.performance())).isEqualTo(documents.performanceText());
    }

    @Test
    @DisplayName("docs/scaling.md and its picture show docs/scaling.json; else: ./discret bench document")
    void scaling() throws IOException {
        assertThat(Files.readString(documents.scaling())).isEqualTo(documents.scalingText());
        assertThat(Files.readString(documents.picture())).isEqualTo(documents.pictureText());
    }
}
