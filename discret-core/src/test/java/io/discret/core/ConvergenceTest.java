package io.discret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.testkit.RowVerifier;
import io.discret.testkit.Simulation;
import io.discret.testkit.SimulationSettings;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deletions and updates converge between devices that were apart, in every order (docs/protocol/41 §9, §11).
 *
 * <p>Real engines with real signatures; time, network and stores are virtual. {@code -Dseed=N} replays one run,
 * {@code -Dseeds=N} tries the first N, {@code -Dcrowd=N -Dcrowd.seeds=N} many devices, {@code
 * -Dlarge.day.seeds=N} many rows. {@code -Psoak} goes on for days.
 */
class ConvergenceTest {
    private static final String SEED = "seed";
    private static final boolean SOAK = Boolean.getBoolean("discret.soak");
    private static final long SEEDS = Long.getLong("seeds", SOAK ? 1_000_000 : 1000);
    private static final int CROWD = Integer.getInteger("crowd", SOAK ? 100 : 12);
    private static final long LARGE_DAY_SEEDS = Long.getLong("large.day.seeds", SOAK ? 10_000 : 8);
    private static final long CROWD_SEEDS = Long.getLong("crowd.seeds", SOAK ? 100 : 2);

    private final Signer signer =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    private final KeyDerivation keyDerivation = KeyDerivation.discover();

    @TempDir
    private Path folder;

    /** Takes about a minute on two cores; the bound only stops a run that hangs on a machine that is busy. */
    @Test
    @Timeout(300)
    @DisplayName("Deletions and updates converge between devices that were apart, in every order")
    void devicesConverge() {
        allConverge("devicesConverge", SEEDS, seed -> SimulationSettings.usual());
    }

    @Test
    @Timeout(300)
    @DisplayName("Many devices converge")
    void aCrowdConverges() {
        for (long seed = 0; seed < CROWD_SEEDS; seed++) {
            simulation(seed, SimulationSettings.crowd(CROWD)).run();
        }
    }

    /** Parts of a day are compared above 2,048 entries; around that number devices come to see the day differently. */
    @Test
    @Timeout(300)
    @DisplayName("Devices with a large day converge")
    void aLargeDayConverges() {
        allConverge(
                "aLargeDayConverges",
                LARGE_DAY_SEEDS,
                seed -> SimulationSettings.largeDay(2_030 + Math.floorMod(seed, 3) * 100));
    }

    /** Seed 9001462: with clocks that are behind, both date their change right after the version they know. */
    @Test
    @DisplayName("Two devices may make the same version of a row with different relations")
    void relationsOfTheSameVersion() {
        simulation(9_001_462, SimulationSettings.usual()).run();
    }

    /** Seed 792: rows were written after the other device had read the day, and before its list of rooms came. */
    @Test
    @DisplayName("A device is told of what is written before its list of rooms comes")
    void changesBeforeTheListOfRooms() {
        simulation(792, SimulationSettings.usual()).run();
    }

    @Test
    @DisplayName("The same seed gives the same run")
    void aSeedIsARun() {
        Simulation first = simulation(4, SimulationSettings.usual());
        Simulation second = simulation(4, SimulationSettings.usual());
        Simulation other = simulation(5, SimulationSettings.usual());

        first.run();
        second.run();
        other.run();

        assertThat(first.fingerprint()).isEqualTo(second.fingerprint()).isNotEqualTo(other.fingerprint());
    }

    private void allConverge(String test, long seeds, LongFunction<SimulationSettings> settings) {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

        // Each run drives its own time on one thread; two runs share nothing.
        seeds(seeds).parallel().forEach(seed -> {
            try {
                if (failures.size() < 3) {
                    simulation(seed, settings.apply(seed)).run();
                }
            } catch (AssertionError e) {
                failures.add(e);
            }
        });

        assertThat(failures.stream().map(failure -> replayable(test, failure)).toList())
                .isEmpty();
    }

    private static LongStream seeds(long count) {
        Long only = Long.getLong(SEED);
        return only == null ? LongStream.range(0, count) : LongStream.of(only);
    }

    private static String replayable(String test, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String seed = message.replaceAll("(?s)^Seed (-?\\d+) .*$", "$1");
        return message + "\n  Replay: mvn -B test -pl discret-core -am -Dtest=ConvergenceTest#" + test + " -D" + SEED
                + "=" + seed + " -Dsurefire.failIfNoSpecifiedTests=false";
    }

    private Simulation simulation(long seed, SimulationSettings settings) {
        return new Simulation(seed, settings, signer, keyDerivation, verifier(), folder);
    }

    private RowVerifier verifier() {
        io.discret.core.rows.RowVerifier rows = new io.discret.core.rows.RowVerifier(signer, keyDerivation);
        return new RowVerifier() {
            @Override
            public boolean valid(Node node) {
                return rows.verify(node).isEmpty();
            }

            @Override
            public boolean valid(Edge edge) {
                return rows.verify(edge).isEmpty();
            }

            @Override
            public boolean valid(NodeDeletion entry) {
                return rows.verify(entry).isEmpty();
            }

            @Override
            public boolean valid(EdgeDeletion entry) {
                return rows.verify(entry).isEmpty();
            }
        };
    }
}
