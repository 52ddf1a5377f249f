package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With an interface of the kernel, in a network of its own. */
@Timeout(180)
class Ipv6LinkTest {
    @Test
    @DisplayName(
            "On a link without IPv4, peers hear each other by ff02::fb, with the link in the address (RFC 6762 §3)")
    void aLinkWithoutIpv4() throws Exception {
        Optional<List<String>> way = NetworkOfItsOwn.way();
        assumeTrue(way.isPresent(), "no network of its own: DNS-SD by IPv6 needs root or user namespaces, and ip");
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this machine has no IPv6");

        assertThat(NetworkOfItsOwn.run(way.get(), Ipv6Link.class).lines())
                .containsExactly("heard by IPv6: true", "with its link: true", "nothing runs: true", "exit 0");
    }
}
