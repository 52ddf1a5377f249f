package io.discret.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.testkit.ScaleReport;
import io.discret.testkit.ScaleSettings;
import io.discret.testkit.ScaleSimulation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The short form of docs/scaling.md. On virtual time two runs count the same; the bounds are a tenth above what was counted.
 */
class ScaleTest {
    /** A room, and what was counted in it. */
    private record Counted(ScaleSettings settings, long meet, long oneRow, long aRowEach, long rounds) {}

    static List<Counted> rooms() {
        return List.of(
                new Counted(ScaleSettings.everybody(20), 6_650, 475, 9_500, 77),
                new Counted(ScaleSettings.some(50, 8), 6_685, 627, 9_346, 61));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    @DisplayName("Peers are equal after a bounded number of messages and rounds, and no connection is made twice")
    void theyBecomeEqual(Counted room) {
        ScalePoint point = Scale.run(room.settings());

        assertThat(point.phase(ScaleSimulation.MEET).traffic().messages())
                .as("messages until all have met")
                .isBetween(room.meet() / 2, more(room.meet()));
        assertCounted(point.phase(ScaleSimulation.ONE_ROW), room.oneRow());
        assertCounted(point.phase(ScaleSimulation.A_ROW_EACH), room.aRowEach());
        assertThat(point.phase(ScaleSimulation.A_ROW_EACH).rounds())
                .as("rounds when each writes")
                .isBetween(1L, more(room.rounds()));
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
