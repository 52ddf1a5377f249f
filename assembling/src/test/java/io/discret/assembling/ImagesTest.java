package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program and its plugins as an image of jlink: no Java is needed where it runs. */
@EnabledIfSystemProperty(named = "discret.matrix", matches = "full")
class ImagesTest {
    private static final String GROUP = "224.0.0.224:22434";
    private static final long MIB = 1 << 20;

    /** Found by name at run time: the curves of certificates, and the library of AWS-LC. */
    private static final Set<String> REQUIRED_BY_NOBODY =
            Set.of("jdk.crypto.ec", "com.amazon.corretto.crypto.provider");

    @TempDir
    Path folder;

    static List<Combination> combinations() {
        return Combination.chosen();
    }

    @BeforeAll
    static void build() throws Exception {
        Consumers.build(Combination.chosen());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void two_devices_chat_from_an_image(Combination combination) throws Exception {
        Path lib = Jars.copy(Consumers.lib(combination), folder.resolve("lib"));
        Set<String> repaired = repairAutomaticModules(lib);

        Path image = link(lib);

        List<String> command =
                new ArrayList<>(List.of(image.resolve("bin/java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        Launch.nativeModules(lib).forEach(module -> command.addAll(List.of("--add-modules", module)));
        command.addAll(List.of("-m", "org.example.chat/org.example.chat.Chat"));
        try (ChatProcess laptop = new ChatProcess("laptop", command, folder, GROUP, combination.signer());
                ChatProcess phone = new ChatProcess("phone", command, folder, GROUP, combination.signer())) {
            laptop.awaitHeard(Set.of("laptop", "phone"));
            phone.awaitHeard(Set.of("laptop", "phone"));
        }
        Report.line("%-32s image of %d MiB, repaired: %s", combination, size(image) / MIB, String.join(", ", repaired));
    }

    /** Jlink refuses automatic modules; all of them can be given a descriptor. */
    private Set<String> repairAutomaticModules(Path lib) throws IOException {
        Set<String> repaired = new TreeSet<>();
        for (ModuleReference module : ModuleFinder.of(lib).findAll()) {
            ModuleDescriptor descriptor = module.descriptor();
            if (descriptor.isAutomatic()) {
                Path jar = Path.of(module.location().orElseThrow());
                Jars.repair(jar, descriptor.name(), folder.resolve("repair").resolve(descriptor.name()));
                repaired.add(descriptor.name());
            }
        }
        assertThat(ModuleFinder.of(lib).findAll())
                .noneMatch(module -> module.descriptor().isAutomatic());
        return repaired;
    }

    /** Every plugin of the folder is in the image; nobody requires them, so they are named. */
    private Path link(Path lib) {
        Path image = folder.resolve("image");
        String modules = Stream.concat(
                        ModuleFinder.of(lib).findAll().stream()
                                .map(module -> module.descriptor().name())
                                .filter(name -> name.startsWith("io.discret.") || name.startsWith("org.example.")),
                        Stream.concat(Launch.nativeModules(lib).stream(), foundByName(lib)))
                .sorted()
                .collect(Collectors.joining(","));
        Jars.run(
                "jlink",
                "--module-path",
                lib.toString(),
                "--add-modules",
                modules,
                "--ignore-signing-information",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=2",
                "--output",
                image.toString());
        return image;
    }

    private static Stream<String> foundByName(Path lib) {
        return REQUIRED_BY_NOBODY.stream()
                .filter(name -> ModuleFinder.ofSystem().find(name).isPresent()
                        || ModuleFinder.of(lib).find(name).isPresent());
    }

    private static long size(Path image) throws IOException {
        try (Stream<Path> files = Files.walk(image)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
