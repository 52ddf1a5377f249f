package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With interfaces of the kernel, in a network of its own. */
@Timeout(180)
class InterfaceChangesTest {
    @Test
    @DisplayName(
            "Nothing is up at the start; an interface comes, goes and comes back: peers hear each other on what is up")
    void interfacesComeAndGo() throws Exception {
        Optional<List<String>> way = NetworkOfItsOwn.way();
        assumeTrue(way.isPresent(), "no network of its own: interface changes need root or user namespaces, and ip");

        assertThat(NetworkOfItsOwn.run(way.get(), InterfaceChanges.class).lines())
                .containsExactly(
                        "nothing is up: true",
                        "an interface came: true",
                        "it went: true",
                        "it came back: true",
                        "another came: true",
                        "one went: true",
                        "nothing runs: true",
                        "exit 0");
    }
}
