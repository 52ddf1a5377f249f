package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/rules-and-tests.md is complete, and says nothing of tests that are gone. */
class RulesAreProvedTest {
    private static final Path ROOT = Path.of(System.getProperty("discret.root"));
    private static final Pattern RULE = Pattern.compile("\\*\\*([RMNDCKHVBP][0-9]+(?:–C6)?)\\b");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)\\.([A-Za-z0-9_]+)`");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/rules-and-tests.md")).stream()
                .filter(line -> line.startsWith("| ") && TEST.matcher(line).find())
                .toList();
    }

    @Test
    void every_rule_has_a_line() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (String page : List.of("30-rooms-rights.md", "31-peers-invites.md")) {
            Matcher rule =
                    RULE.matcher(Files.readString(ROOT.resolve("docs/protocol").resolve(page)));
            while (rule.find()) {
                rules.add(rule.group(1));
            }
        }
        List<String> proved =
                lines().stream().map(line -> line.split("\\|")[1].strip()).toList();

        assertThat(rules).hasSizeGreaterThan(90);
        assertThat(proved).doesNotHaveDuplicates().containsAll(rules);
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        for (String line : lines()) {
            Matcher test = TEST.matcher(line);
            while (test.find()) {
                String source = sources.getOrDefault(test.group(1), "");
                if (!Pattern.compile("(void|Stream<DynamicTest>) " + test.group(2) + "\\(")
                        .matcher(source)
                        .find()) {
                    missing.add(test.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** By the simple name of the class. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.map(one -> one.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(one -> one.toString().endsWith("Test.java"))
                            .toList()) {
                        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
