package io.discret.assembling;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes of every combination chat, on the module path and on the class path. */
@EnabledIfSystemProperty(named = "discret.matrix", matches = "full")
class CombinationsTest {
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
    void two_devices_chat(Combination combination) throws Exception {
        long started = System.nanoTime();
        String group = "224.0.0.224:22431";
        Path lib = Consumers.lib(combination);
        for (List<Launch> pair : pairs()) {
            Path place = java.nio.file.Files.createDirectories(folder.resolve(pair.toString()));
            try (ChatProcess laptop =
                            new ChatProcess("laptop", pair.get(0).command(lib), place, group, combination.signer());
                    ChatProcess phone =
                            new ChatProcess("phone", pair.get(1).command(lib), place, group, combination.signer())) {
                laptop.awaitHeard(Set.of("laptop", "phone"));
                phone.awaitHeard(Set.of("laptop", "phone"));
            }
        }
        Report.line(
                "%-32s chats on the module path and on the class path, %.0f s",
                combination, (System.nanoTime() - started) / 1e9);
    }

    private static List<List<Launch>> pairs() {
        return List.of(List.of(Launch.MODULE_PATH, Launch.MODULE_PATH), List.of(Launch.CLASS_PATH, Launch.CLASS_PATH));
    }
}
