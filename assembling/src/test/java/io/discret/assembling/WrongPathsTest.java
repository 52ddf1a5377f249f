package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user is told who put the wrong jars together: real folders of jars, real processes. */
class WrongPathsTest {
    private static final Combination ANY = Combination.chosen().get(0);
    private static final String GROUP = "224.0.0.224:22433";

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        Consumers.build(Combination.chosen());
    }

    @ParameterizedTest
    @EnumSource
    void without_a_store_the_artifact_to_add_is_named(Launch launch) throws Exception {
        Path lib = Jars.copy(Consumers.lib(ANY), folder.resolve("lib"));
        Files.delete(Jars.find(lib, "discret-store-" + ANY.store()));

        assertThat(run(launch, lib))
                .contains("ERROR PROVIDER_MISSING No Store is on the path; add the artifact io.discret:discret-store-");
    }

    @ParameterizedTest
    @EnumSource
    void without_the_engine_the_artifact_to_add_is_named(Launch launch) throws Exception {
        Path lib = Jars.copy(Consumers.lib(ANY), folder.resolve("lib"));
        Files.delete(Jars.find(lib, "discret-core"));

        assertThat(run(launch, lib))
                .contains("ERROR PROVIDER_MISSING No Engine is on the path")
                .contains("discret-core");
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_id_lists_what_was_found(Launch launch) throws Exception {
        assertThat(run(launch, Consumers.lib(ANY), "bouncycastle", "oracle"))
                .contains("ERROR PROVIDER_UNKNOWN There is no Store called 'oracle'; found: " + ANY.store() + ".");
    }

    @ParameterizedTest
    @EnumSource
    void two_providers_of_one_id_are_refused(Launch launch) throws Exception {
        Path lib = Jars.copy(Consumers.lib(ANY), folder.resolve("lib"));
        Jars.addSignerCalled("bouncycastle", lib);

        assertThat(run(launch, lib)).contains("ERROR VERSIONS_MIXED The Signer 'bouncycastle' is on the path twice");
    }

    @ParameterizedTest
    @EnumSource
    void modules_of_different_versions_are_named_in_one_sentence(Launch launch) throws Exception {
        Path lib = Jars.copy(Consumers.lib(ANY), folder.resolve("lib"));
        Jars.setVersion(Jars.find(lib, "discret-query"), "0.0.9");

        assertThat(run(launch, lib))
                .contains("ERROR VERSIONS_MIXED Modules of discret of different versions are on the path: 0.0.9 of "
                        + (launch == Launch.CLASS_PATH ? "discret-query; " : "io.discret.query; "))
                .contains("use one version for all, best by importing io.discret:discret-bom.");
    }

    /** The counter-check: nothing was wrong with the path as it was built. */
    @Test
    void the_untouched_path_works() throws Exception {
        try (ChatProcess chat =
                new ChatProcess("alone", Launch.MODULE_PATH.command(Consumers.lib(ANY)), folder, GROUP, ANY.signer())) {
            chat.awaitHeard(java.util.Set.of("alone"));
        }
    }

    private String run(Launch launch, Path lib, String... more) throws Exception {
        try (ChatProcess chat = new ChatProcess("wrong", launch.command(lib), folder, GROUP, more)) {
            return chat.awaitEnd();
        }
    }
}
