package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hold the arrows between the modules (docs/decisions/001): application → api ← query ← core, plugins → api. No plugin
 * knows another one, the engine knows no plugin. The command checks models, so it knows the languages. The compiler
 * enforces what a descriptor says; this test holds the descriptors.
 */
class ArrowsTest {
    /** Module → our modules it may require. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("io.discret.api", Set.of()),
            Map.entry("io.discret.query", Set.of("io.discret.api")),
            Map.entry("io.discret.core", Set.of("io.discret.api", "io.discret.query")),
            Map.entry("io.discret.crypto.bouncycastle", Set.of("io.discret.api")),
            Map.entry("io.discret.crypto.tink", Set.of("io.discret.api")),
            Map.entry("io.discret.crypto.corretto", Set.of("io.discret.api")),
            Map.entry("io.discret.store.jdbc", Set.of("io.discret.api")),
            Map.entry("io.discret.store.sqlcipher", Set.of("io.discret.api", "io.discret.store.jdbc")),
            Map.entry("io.discret.store.h2", Set.of("io.discret.api", "io.discret.store.jdbc")),
            Map.entry("io.discret.transport.netty", Set.of("io.discret.api")),
            Map.entry("io.discret.transport.kwik", Set.of("io.discret.api")),
            Map.entry("io.discret.discovery.mdns", Set.of("io.discret.api")),
            Map.entry("io.discret.beacon", Set.of("io.discret.api")),
            Map.entry("io.discret.testkit", Set.of("io.discret.api")),
            Map.entry("io.discret.cli", Set.of("io.discret.api", "io.discret.beacon", "io.discret.query")));

    /** Module → beginnings of the names of modules of others it may require at run time. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("io.discret.api", List.of()),
            Map.entry("io.discret.query", List.of("org.antlr.antlr4.runtime", "com.fasterxml.jackson.core")),
            Map.entry("io.discret.core", List.of("com.fasterxml.jackson.")),
            Map.entry("io.discret.crypto.bouncycastle", List.of("org.bouncycastle.")),
            Map.entry("io.discret.crypto.tink", List.of("com.google.crypto.tink")),
            Map.entry("io.discret.crypto.corretto", List.of("com.amazon.corretto.crypto.provider")),
            Map.entry("io.discret.store.jdbc", List.of("java.sql")),
            Map.entry("io.discret.store.sqlcipher", List.of("java.sql", "org.xerial.sqlitejdbc")),
            Map.entry("io.discret.store.h2", List.of("java.sql", "com.h2database")),
            Map.entry("io.discret.transport.netty", List.of("io.netty.")),
            Map.entry("io.discret.transport.kwik", List.of("tech.kwik.")),
            Map.entry("io.discret.discovery.mdns", List.of()),
            Map.entry("io.discret.beacon", List.of()),
            Map.entry(
                    "io.discret.testkit",
                    List.of("org.junit.jupiter.", "org.assertj.", "java.logging", "java.management", "jdk.management")),
            Map.entry(
                    "io.discret.cli", List.of("com.fasterxml.jackson.", "info.picocli", "org.jline", "java.logging")));

    /** Module → packages it shows to everybody, or, where it says so, to modules it names. Every other one shows none. */
    private static final Map<String, Set<String>> EXPORTS = Map.of(
            "io.discret.api", Set.of("io.discret.api", "io.discret.spi"),
            "io.discret.beacon", Set.of("io.discret.beacon"),
            "io.discret.testkit", Set.of("io.discret.testkit"));

    /** Modules whose packages are shown to modules of ours only. */
    private static final Set<String> SHOWN_TO_OURS = Set.of("io.discret.query", "io.discret.store.jdbc");

    static List<OwnModule> modules() {
        return OwnModule.all();
    }

    @Test
    void every_module_is_in_the_table() {
        Set<String> found = modules().stream().map(OwnModule::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).isSubsetOf(ARROWS.keySet()).contains("io.discret.api", "io.discret.cli");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_requires_only_what_the_design_allows(OwnModule module) {
        for (ModuleDescriptor.Requires arrow : module.descriptor().requires()) {
            if (arrow.name().startsWith("io.discret.")) {
                assertThat(ARROWS.get(module.name())).as("arrows of %s", module).contains(arrow.name());
            } else if (!isNoDependency(arrow)) {
                assertThat(LIBRARIES.get(module.name()))
                        .as("libraries of %s", module)
                        .anySatisfy(allowed -> assertThat(arrow.name()).startsWith(allowed));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_shows_only_what_the_design_allows(OwnModule module) {
        Set<String> allowed = EXPORTS.getOrDefault(module.name(), Set.of());
        for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
            if (exports.isQualified() && SHOWN_TO_OURS.contains(module.name())) {
                assertThat(exports.targets())
                        .as("readers of %s", exports.source())
                        .allSatisfy(reader -> assertThat(reader).startsWith("io.discret."));
            } else {
                assertThat(allowed).as("packages of %s", module).contains(exports.source());
            }
        }
    }

    /** docs/protocol/60 §8: the same jars work on the module path and on the class path. */
    @ParameterizedTest
    @MethodSource("modules")
    void the_class_path_finds_the_same_providers_as_the_module_path(OwnModule module) {
        assertThat(module.services()).as("META-INF/services of %s", module).isEqualTo(module.provides());
    }

    private static boolean isNoDependency(ModuleDescriptor.Requires arrow) {
        boolean compileOnly = arrow.modifiers().contains(Modifier.STATIC);
        return arrow.name().equals("java.base") || arrow.name().equals("org.jspecify") && compileOnly;
    }
}
