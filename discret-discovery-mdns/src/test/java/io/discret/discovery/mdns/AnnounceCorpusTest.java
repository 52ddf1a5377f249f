package io.discret.discovery.mdns;

import io.discret.testkit.FuzzCorpus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the committed corpus of datagrams. */
class AnnounceCorpusTest {
    @TestFactory
    Stream<DynamicTest> announces() {
        return FuzzCorpus.play(
                Path.of("src/test/resources/io/discret/discovery/mdns/fuzz/announce"),
                AnnounceFuzz::fuzzerTestOneInput);
    }
}
