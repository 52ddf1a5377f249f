package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Execute every example of docs/language, so that no page says what is not so. */
class LanguagePagesTest {
    private static final Path PAGES = Path.of(System.getProperty("discret.root"), "docs", "language");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_example_does_what_the_page_says(Path page, @TempDir Path folder) throws IOException {
        try (LanguagePage example = new LanguagePage(page, folder)) {
            example.execute();
        }
    }

    @Test
    void there_is_a_page_for_each_language_and_the_index_leads_to_it() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));

        for (String page : Set.of("data-model.md", "mutations.md", "deletions.md", "queries.md")) {
            assertThat(pages()).contains(PAGES.resolve(page));
            assertThat(index).contains("](" + page + ")");
        }
    }
}
