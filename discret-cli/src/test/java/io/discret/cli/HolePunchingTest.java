package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two users in two sites behind address translators of the kernel, a beacon on the public side (docs/protocol/40 §3: "both
 * dial; the outgoing Initial packets open the NAT mappings").
 */
@Tag("interop")
class HolePunchingTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void needs_network_namespaces() throws Exception {
        Optional<String> missing = NatSites.missing();
        missing.ifPresent(why -> System.out.println("SKIPPED: hole punching was not tested: " + why));
        assumeTrue(missing.isEmpty(), missing::orElseThrow);
    }

    @Test
    void a_mapping_that_does_not_depend_on_the_destination_is_crossed() throws Exception {
        try (NatSites sites = NatSites.up("dhole", "independent");
                BeaconProgram beacon = beacon(sites);
                BeaconUser anna = user(sites, "anna", "site1", beacon);
                BeaconUser bert = user(sites, "bert", "site2", beacon)) {
            // When
            anna.share(bert);

            // Then they are connected, and rows pass
            anna.await("PeerConnected");
            bert.await("PeerConnected");
            bert.awaitMessage();
        }
    }

    @Test
    void a_symmetric_mapping_is_not_crossed_and_both_are_told_so() throws Exception {
        try (NatSites sites = NatSites.up("dwall", "symmetric");
                BeaconProgram beacon = beacon(sites);
                BeaconUser anna = user(sites, "anna", "site1", beacon);
                BeaconUser bert = user(sites, "bert", "site2", beacon)) {
            // When
            anna.share(bert);

            // Then
            assertThat(anna.await("PeerUnreachable").path("reason").asText()).contains("symmetric address translation");
            assertThat(bert.await("PeerUnreachable").path("reason").asText()).contains("Use another network");
            assertThat(bert.messages()).isZero();
        }
    }

    private BeaconProgram beacon(NatSites sites) throws Exception {
        return BeaconProgram.start(sites.in(
                "public",
                Installed.onModulePath(
                        "beacon", "--folder", folder.resolve("beacon").toString())));
    }

    private BeaconUser user(NatSites sites, String name, String site, BeaconProgram beacon) throws Exception {
        return new BeaconUser(
                name, sites.in(site, BeaconUser.java()), folder, NatSites.PUBLIC + ":" + beacon.port(), beacon.hash());
    }
}
