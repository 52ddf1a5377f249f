package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.testkit.AttackTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The malicious peer on real QUIC: every attack against a victim in a process with a small heap, while its friend writes.
 * Nothing gets in, nothing of the friend is lost, and the memory of the victim stays bounded.
 *
 * <p>The ordinary build takes a part of each; {@code -Psecurity} all of them, longer (property {@code discret.security}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuicAttackTest {
    private static final boolean LONG = Boolean.getBoolean("discret.security");
    /** How long goes on what has no end. */
    private static final Duration PATIENCE = Duration.ofSeconds(LONG ? 20 : 1);

    private static final String GROUP = "224.0.0.224:22451";

    /** What the process of the victim may have at once: its heap, the JVM itself, and what is on its way in QUIC. */
    private static final long MOST_MB = 384;

    private final AttackTable table = new AttackTable("1-malicious-peer");
    private RealWorld world;

    @BeforeAll
    void meet(@TempDir Path folder) throws IOException {
        world = RealWorld.open(folder, GROUP, "sqlcipher");
    }

    @AfterAll
    void part() {
        try {
            world.close();
        } finally {
            Optional.ofNullable(System.getProperty("discret.root")).ifPresent(root -> table.write(Path.of(root)));
        }
    }

    @TestFactory
    Stream<DynamicTest> attacks() {
        Stream<RealAttack> attacks = Stream.of(
                        RealForgeries.all(LONG ? 1 : 8),
                        RealConnections.all(LONG ? 1 : 12, PATIENCE),
                        RealStrangers.all(LONG ? 1500 : 128, LONG ? 5_000 : 100, PATIENCE))
                .flatMap(List::stream);
        return attacks.map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
            AttackTable.Row row = attack.run(world);
            table.add(row);
            assertThat(world.intruders()).as("what got in").isEmpty();
            assertThat(row.lost()).as("rows of the friend that are lost").isZero();
            assertThat(row.peakMb()).as("memory of the victim").isLessThan(MOST_MB);
            assertThat(world.victim.ask("defects")).as("failures on the side").isEqualTo("[]");
        }));
    }
}
