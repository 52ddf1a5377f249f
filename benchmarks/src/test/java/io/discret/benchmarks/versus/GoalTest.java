package io.discret.benchmarks.versus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A table that calls something met that is not would be worse than none. */
class GoalTest {
    @Test
    @DisplayName("A goal is met at its bound and not beyond")
    void verdicts() {
        assertThat(Goal.times(1.5).verdict(0, 1.5)).isEqualTo("met");
        assertThat(Goal.times(1.5).verdict(100, 1.49)).isEqualTo("not met");
        assertThat(Goal.least(20_000).verdict(20_000, 0)).isEqualTo("met");
        assertThat(Goal.least(20_000).verdict(19_999, 9)).isEqualTo("not met");
        assertThat(Goal.most(50).verdict(50, 0)).isEqualTo("met");
        assertThat(Goal.most(50).verdict(50.1, 9)).isEqualTo("not met");
        assertThat(Goal.none().verdict(0, 0)).isEmpty();
    }

    @Test
    @DisplayName("No line stands twice")
    void names() {
        assertThat(Works.all().stream().flatMap(work -> work.lines().stream()).map(Line::name))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A ratio of more than 1 means that we are better, whether more or less is")
    void ratios() {
        Result result = new Result("x", List.of(2.0), List.of(1.0), "", "", 0);

        assertThat(result.ratios(true)).containsExactly(2.0);
        assertThat(result.ratios(false)).containsExactly(0.5);
    }

    @Test
    @DisplayName("What was not compared, or failed, is called neither met nor not met")
    void notMeasured() {
        Line line = Line.more("x", "rows/s", Goal.times(5));

        assertThat(ResultTable.row(line, new Result("x", List.of(2.0), List.of(), "", "", 0)))
                .contains("| not measured |");
        assertThat(ResultTable.row(line, new Result("x", List.of(), List.of(), "an event did not come", "", 0)))
                .contains("| not measured |")
                .contains("failed: an event did not come");
    }

    @Test
    @DisplayName("Reasons are shown for lines of the run")
    void reasons() {
        String line = Works.all().get(0).lines().get(0).name();
        Run run = new Run(
                "a machine", List.of(new Result(line, List.of(1.0), List.of(2.0), "", "", 0)), Map.of(line, "why"));

        assertThat(ResultTable.of(run)).contains("not met").endsWith("* " + line + ": why\n");
    }
}
