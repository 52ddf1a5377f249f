package org.example.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/write-a-plugin.md shows the code that is compiled and tested here, and all of it. */
class PageTest {
    private static final Path ROOT = Path.of(System.getProperty("discret.root"));
    private static final Path SOURCES = ROOT.resolve("examples/own-plugins/src");
    private static final Pattern BLOCK = Pattern.compile("```(java|text)\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void everyBlockIsTestedCode() throws IOException {
        List<String> files = contents();

        assertThat(blocks()).isNotEmpty().allSatisfy(block -> assertThat(files)
                .as("a file with\n%s", block)
                .anyMatch(file -> lines(file).contains(lines(block))));
    }

    @Test
    void everyProviderIsShown() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/write-a-plugin.md"));

        assertThat(contents().stream()
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("public final class") && line.contains("Provider implements")))
                .hasSize(5)
                .allSatisfy(declaration -> assertThat(page).contains(declaration));
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve("docs/write-a-plugin.md")))
                .results()
                .map(block -> block.group(2))
                .toList();
    }

    private static List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile).map(PageTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Indentation apart: a method stands in the page as it would alone. */
    private static String lines(String text) {
        return "\n" + String.join("\n", text.lines().map(String::strip).toList()) + "\n";
    }
}
