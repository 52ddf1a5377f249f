package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.discret.api.DiscretException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Play the committed corpus of a fuzz target in the ordinary build: what fuzzing found, and the inputs that reach far into
 * a decoder. {@code ./discret fuzz} searches for more.
 */
public final class FuzzCorpus {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private FuzzCorpus() {}

    /**
     * One test for each file of a folder.
     *
     * @param folder {@code src/test/resources/…/fuzz/TARGET} of the module that is tested
     * @param target throws when an input does what no input may do
     */
    public static Stream<DynamicTest> play(Path folder, Consumer<byte[]> target) {
        List<Path> files = files(folder);
        assertThat(files).as("the corpus in %s", folder).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        folder.getFileName() + "/" + file.getFileName(),
                        () -> assertTimeoutPreemptively(LIMIT, () -> target.accept(Files.readAllBytes(file)))));
    }

    /** An input is read, or refused by an error of ours with a sentence and a code; anything else is a finding. */
    public static void readOrRefuse(Runnable read) {
        try {
            read.run();
        } catch (DiscretException expected) {
            if (expected.getMessage() == null || expected.code() == null) {
                throw new AssertionError("an error without words", expected);
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
