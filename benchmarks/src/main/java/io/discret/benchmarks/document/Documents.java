package io.discret.benchmarks.document;

import io.discret.benchmarks.scale.ScalePage;
import io.discret.benchmarks.versus.VersusPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Write docs/performance.md and docs/scaling.md anew from the runs beside them: {@code Documents DOCS}. What is written by
 * hand stays.
 */
public final class Documents {
    private final Path docs;

    public Documents(Path docs) {
        this.docs = docs;
    }

    public static void main(String[] arguments) throws IOException {
        Documents documents = new Documents(Path.of(arguments[0]));
        Files.writeString(documents.performance(), documents.performanceText());
        Files.writeString(documents.scaling(), documents.scalingText());
        Files.writeString(documents.picture(), documents.pictureText());
    }

    public Path performance() {
        return docs.resolve("performance.md");
    }

    public Path scaling() {
        return docs.resolve("scaling.md");
    }

    public Path picture() {
        return docs.resolve("scaling.svg");
    }

    public String performanceText() throws IOException {
        return VersusPage.of(page(performance()), docs.resolve("performance.json"))
                .text();
    }

    public String scalingText() throws IOException {
        return ScalePage.of(page(scaling()), docs.resolve("scaling.json")).text();
    }

    public String pictureText() {
        return ScalePage.picture(docs.resolve("scaling.json"));
    }

    private static Page page(Path file) throws IOException {
        return new Page(Files.readString(file));
    }
}
