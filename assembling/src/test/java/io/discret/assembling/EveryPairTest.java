package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person with as many devices as there are combinations: every device meets every other one, and hears it. */
class EveryPairTest {
    private static final String GROUP = "224.0.0.224:22432";

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        Consumers.build(Combination.chosen());
    }

    @Test
    void every_combination_talks_to_every_other() throws Exception {
        List<Combination> combinations = Combination.chosen();
        Set<String> names =
                combinations.stream().map(Combination::toString).collect(Collectors.toCollection(TreeSet::new));
        List<ChatProcess> devices = new ArrayList<>();
        try {
            for (Combination combination : combinations) {
                Launch launch = devices.size() % 2 == 0 ? Launch.MODULE_PATH : Launch.CLASS_PATH;
                List<String> command = launch.command(Consumers.lib(combination));
                devices.add(new ChatProcess(combination.toString(), command, folder, GROUP, combination.signer()));
            }
            devices.forEach(device -> device.awaitConnections(combinations.size() - 1));
            devices.forEach(device -> device.awaitHeard(names));
            report(combinations, devices);
        } finally {
            devices.forEach(ChatProcess::close);
        }
    }

    /** Both ends of a connection name it alike: so it is known who met whom. */
    private static void report(List<Combination> combinations, List<ChatProcess> devices) {
        int pairs = 0;
        for (int i = 0; i < devices.size(); i++) {
            for (int j = i + 1; j < devices.size(); j++) {
                Set<String> common = devices.get(i).connections();
                common.retainAll(devices.get(j).connections());
                assertThat(common)
                        .as("%s and %s met", combinations.get(i), combinations.get(j))
                        .isNotEmpty();
                pairs++;
            }
        }
        Report.line("%d combinations in one network, %d pairs met and agree", devices.size(), pairs);
    }
}
