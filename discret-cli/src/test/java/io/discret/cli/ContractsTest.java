package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * "One contract suite per SPI, run unchanged against every provider": every provider that a module of this build offers is
 * tested by every suite of its SPI. A suite of Store is an abstract class of the test kit called Store…Contract, and so on.
 */
class ContractsTest {
    private static final Path ROOT = Path.of(System.getProperty("discret.root"));
    private static final Pattern PROVIDES =
            Pattern.compile("provides\\s+(?:io\\.discret\\.spi\\.)?(\\w+)Provider\\s+with\\s+([\\w.,\\s]+);");
    private static final Pattern SUITE = Pattern.compile("abstract class (\\w+Contract)\\b");

    /** Proved by tests of its own: a beacon tells nobody who announces, it only brings those together who share a token. */
    private static final Set<String> UNLIKE_THE_OTHERS =
            Set.of("BeaconDiscoveryProvider of discret-beacon × DiscoveryContract");

    private static final Set<String> KINDS = Set.of("Discovery", "KeyDerivation", "Signer", "Store", "Transport");

    @Test
    void every_kind_has_a_suite() {
        Map<String, Set<String>> suites = suites();

        assertThat(suites.keySet()).isEqualTo(KINDS);
        assertThat(suites.values()).allSatisfy(names -> assertThat(names).isNotEmpty());
    }

    @Test
    void every_provider_runs_every_suite_of_its_kind() {
        Map<String, Set<String>> suites = suites();
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (Path module : modules()) {
            String tests = testsOf(module);
            for (Offer offer : offers(module)) {
                for (String suite : suites.getOrDefault(offer.kind(), Set.of())) {
                    checked++;
                    if (!runs(tests, suite, offer.provider())) {
                        missing.add(offer.provider() + " of " + module.getFileName() + " × " + suite);
                    }
                }
            }
        }

        assertThat(missing)
                .as("providers without a test that extends the suite")
                .containsExactlyElementsOf(UNLIKE_THE_OTHERS);
        assertThat(checked).isGreaterThan(20);
    }

    private record Offer(String kind, String provider) {}

    private static List<Offer> offers(Path module) {
        List<Offer> offers = new ArrayList<>();
        Matcher provides = PROVIDES.matcher(read(module.resolve("src/main/java/module-info.java")));
        while (provides.find()) {
            for (String provider : provides.group(2).split(",")) {
                String name = provider.strip();
                offers.add(new Offer(provides.group(1), name.substring(name.lastIndexOf('.') + 1)));
            }
        }
        return offers;
    }

    /** Whether one test file extends the suite and makes the provider. */
    private static boolean runs(String tests, String suite, String provider) {
        for (String file : tests.split("\u0000")) {
            if (file.contains("extends " + suite + " ") && file.contains("new " + provider + "(")) {
                return true;
            }
        }
        return false;
    }

    /** SPI → its suites. */
    private static Map<String, Set<String>> suites() {
        Map<String, Set<String>> suites = new TreeMap<>();
        Matcher found = SUITE.matcher(sources(ROOT.resolve("discret-testkit/src/main/java")));
        while (found.find()) {
            String suite = found.group(1);
            KINDS.stream().filter(suite::startsWith).forEach(kind -> suites.computeIfAbsent(kind, k -> new TreeSet<>())
                    .add(suite));
        }
        return suites;
    }

    private static List<Path> modules() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            return Stream.concat(top, examples)
                    .filter(folder -> Files.exists(folder.resolve("src/main/java/module-info.java")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String testsOf(Path module) {
        Path tests = module.resolve("src/test/java");
        return Files.isDirectory(tests) ? sources(tests) : "";
    }

    private static String sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return String.join(
                    "\u0000",
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(ContractsTest::read)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
