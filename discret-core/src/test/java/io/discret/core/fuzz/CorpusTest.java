package io.discret.core.fuzz;

import io.discret.core.archive.ArchiveFuzz;
import io.discret.testkit.FuzzCorpus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the committed corpora of the messages, invitations and archives. */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/discret/core/fuzz");

    @TestFactory
    Stream<DynamicTest> messages() {
        return FuzzCorpus.play(CORPUS.resolve("wire"), WireFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    Stream<DynamicTest> invitations() {
        return FuzzCorpus.play(CORPUS.resolve("invite"), InviteFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    Stream<DynamicTest> archives() {
        return FuzzCorpus.play(CORPUS.resolve("archive"), ArchiveFuzz::fuzzerTestOneInput);
    }
}
