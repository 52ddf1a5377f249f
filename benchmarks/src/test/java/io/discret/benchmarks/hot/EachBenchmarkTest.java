package io.discret.benchmarks.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A benchmark that does not work any more is found here, and not when somebody wants to know. Figures are thrown away. */
class EachBenchmarkTest {
    @Test
    @DisplayName("Each benchmark runs once")
    void eachRunsOnce() throws RunnerException {
        // Another run of JMH on this machine does not matter where nothing is measured.
        System.setProperty("jmh.ignoreLock", "true");

        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("io\\.discret\\.benchmarks\\.hot\\.")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .mode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
                        .param("store", "sqlcipher")
                        .param("signer", "bouncycastle")
                        .param("transport", "memory")
                        .param("users", "10")
                        .param("connections", "20")
                        .param("rows", "40")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        List<String> names = results.stream()
                .map(result -> result.getParams().getBenchmark().replaceAll(".*\\.hot\\.", ""))
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .contains("SignedBatches.verify", "Queries.nested", "Pulls.pull", "BeaconAnnounces.unchanged")
                .hasSize(BENCHMARKS);
    }

    /** Says whether somebody's new benchmark is really found. */
    private static final int BENCHMARKS = 28;
}
