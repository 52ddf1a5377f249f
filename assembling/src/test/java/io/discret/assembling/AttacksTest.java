package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.testkit.AttackTable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints what the suites of {@code -Psecurity} found as one table: this is the last module of the build. A suite that did
 * not run is missing in it, and that is a failure too.
 */
@EnabledIfSystemProperty(named = "discret.security", matches = "true")
class AttacksTest {
    /** 17 of the malicious peer, two of kills, four of disks; two more need root. */
    private static final int LEAST_ROWS = 23;

    @Test
    void nothing_got_in_and_nothing_was_lost() {
        List<AttackTable.Row> rows = AttackTable.read(Path.of(System.getProperty("discret.root")));

        System.out.println("\n" + AttackTable.text(rows) + "\n");

        assertThat(rows).hasSizeGreaterThanOrEqualTo(LEAST_ROWS);
        assertThat(rows).filteredOn(row -> row.gotIn() > 0 || row.lost() > 0).isEmpty();
    }
}
