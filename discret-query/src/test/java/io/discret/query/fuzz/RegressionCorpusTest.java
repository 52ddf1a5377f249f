package io.discret.query.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Issue 4: "no input crashes, hangs or overflows the stack". Plays the committed corpus: what fuzzing found, and the shapes
 * that break parsers. {@code ./discret fuzz} searches for more.
 */
class RegressionCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/discret/query/fuzz");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "query", QueryFuzz::fuzzerTestOneInput,
            "mutation", MutationFuzz::fuzzerTestOneInput,
            "deletion", DeletionFuzz::fuzzerTestOneInput,
            "model", ModelFuzz::fuzzerTestOneInput,
            "json", StrictJsonFuzz::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> everyFileOfTheCorpus() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, Consumer<byte[]>> target : TARGETS.entrySet()) {
            try (Stream<Path> files = Files.list(CORPUS.resolve(target.getKey()))) {
                for (Path file : files.sorted().toList()) {
                    byte[] data = Files.readAllBytes(file);
                    tests.add(DynamicTest.dynamicTest(
                            target.getKey() + "/" + file.getFileName(),
                            () -> assertTimeoutPreemptively(
                                    LIMIT, () -> target.getValue().accept(data))));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    /** Every file is tried on every target: what breaks one reader is bad for the others too. */
    @Test
    void everyFileOnEveryTarget() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] data = Files.readAllBytes(file);
                TARGETS.values()
                        .forEach(
                                target -> assertTimeoutPreemptively(LIMIT, () -> target.accept(data), file.toString()));
            }
        }
    }

    /** The shapes too large to commit: nesting and repetition up to the limits of a text. */
    @Test
    void endlessShapes() {
        for (String piece : List.of(
                "{",
                "[",
                "(",
                "\"",
                "\\",
                "{a ",
                "{a(",
                "p:[{",
                "a:{",
                "$a,",
                "9",
                "-",
                ".",
                "//",
                "@deprecated ",
                "a->$.b[0]",
                "(first 1,",
                "\u0000",
                "\ud83d\ude00",
                "\"\\u0041",
                "1e9",
                "{\"a\":",
                "[[[[",
                "0.0e-9")) {
            for (String head : List.of("", "query {", "mutate {", "delete {", "{", "{\"a\":", "query { A(x=")) {
                byte[] data = (head + piece.repeat((1 << 19) / piece.length())).getBytes(StandardCharsets.UTF_8);
                TARGETS.values()
                        .forEach(target -> assertTimeoutPreemptively(LIMIT, () -> target.accept(data), head + piece));
            }
        }
    }
}
