package io.discret.cli;

import io.discret.testkit.FuzzCorpus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the committed corpus of configurations. */
class ConfigurationCorpusTest {
    @TestFactory
    Stream<DynamicTest> configurations() {
        return FuzzCorpus.play(
                Path.of("src/test/resources/io/discret/cli/fuzz/configuration"), ConfigurationFuzz::fuzzerTestOneInput);
    }
}
