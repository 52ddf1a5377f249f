package io.discret.beacon;

import io.discret.testkit.FuzzCorpus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the committed corpus of beacon messages and files. */
class BeaconCorpusTest {
    @TestFactory
    Stream<DynamicTest> messagesAndFiles() {
        return FuzzCorpus.play(
                Path.of("src/test/resources/io/discret/beacon/fuzz/beacon"), BeaconFuzz::fuzzerTestOneInput);
    }
}
