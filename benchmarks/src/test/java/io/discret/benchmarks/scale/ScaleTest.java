package io.discret.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.testkit.ScaleReport;
import io.discret.testkit.ScaleSettings;
import io.discret.testkit.ScaleSimulation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The short form of docs/scaling.md. On virtual time two runs count the same; the bounds are a tenth above what was counted.
 */
class ScaleTest {
    /** A kind of room, and what was counted in it. */
    private enum Kind {
        EVERYBODY(ScaleSettings.everybody(20), 6_650, 475, 9_500, 77),
        SOME(ScaleSettings.some(50, 8), 6_685, 627, 9_346, 61);

        private final ScaleSettings settings;
        private final long meet;
        private final long oneRow;
        private final long aRowEach;
        private final long rounds;

        Kind(ScaleSettings settings, long meet, long oneRow, long aRowEach, long rounds) {
            this.settings = settings;
            this.meet = meet;
            this.oneRow = oneRow;
            this.aRowEach = aRowEach;
            this.rounds = rounds;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVERYBODY", "SOME"})
    @DisplayName(
            "Twenty peers are equal after a bounded number of messages and rounds, and no connection is made twice")
    void twentyPeers(Kind kind) {
        ScalePoint point = Scale.run(kind.settings);

        assertThat(point.phase(ScaleSimulation.MEET).traffic().messages())
                .as("messages until all have met")
                .isBetween(kind.meet / 2, more(kind.meet));
        assertCounted(point.phase(ScaleSimulation.ONE_ROW), kind.oneRow);
        assertCounted(point.phase(ScaleSimulation.A_ROW_EACH), kind.aRowEach);
        assertThat(point.phase(ScaleSimulation.A_ROW_EACH).rounds())
                .as("rounds when each writes")
                .isBetween(5L, more(kind.rounds));
        assertThat(point.phase(ScaleSimulation.COMES_BACK).traffic().messages()).isPositive();
    }

    private static void assertCounted(ScaleReport.Phase phase, long counted) {
        assertThat(phase.traffic().messages()).as("messages: %s", phase.name()).isBetween(counted / 2, more(counted));
        assertThat(phase.traffic().connections())
                .as("connections made again: %s", phase.name())
                .isZero();
    }

    private static long more(long counted) {
        return counted + counted / 10;
    }
}
