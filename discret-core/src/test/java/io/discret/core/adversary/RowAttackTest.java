package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Event;
import io.discret.spi.Node;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Forged rows, relations, deletions and logs (docs/protocol/21 §16): each is dropped and counted, and a good row in the
 * same message gets in.
 */
class RowAttackTest {
    static Stream<Forgery> forgeries() {
        return Stream.concat(NodeForgeries.all(), EdgeForgeries.all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void isRefusedAndItsGoodNeighbourGetsIn(Forgery forgery) {
        try (HostileWorld world = new HostileWorld(1)) {
            // Given a genuine row beside a forgery
            Node good = world.message("good neighbour");
            HostileRoom room = world.hostile.room(world.room);
            room.nodes.add(good);
            forgery.plant().in(world, room);

            // When the victim pulls both
            world.pull();

            // Then only the good one is there, and the application was told
            assertThat(world.victim.content().nodes()).contains(good);
            world.verify(good);
            if (forgery.reason() != null) {
                assertThat(world.victim.events)
                        .filteredOn(Event.RowsRefused.class::isInstance)
                        .extracting(event -> ((Event.RowsRefused) event).reason())
                        .contains(forgery.reason());
            }
        }
    }

    /** The suite can fail: what the user may write does get in. */
    @Test
    void aGenuineRowGetsIn() {
        try (HostileWorld world = new HostileWorld(1)) {
            Node genuine = world.message("genuine");
            world.hostile.room(world.room).nodes.add(genuine);

            world.pull();

            assertThat(world.victim.content().nodes()).contains(genuine);
            assertThat(world.victim.refused()).isZero();
            world.verify(genuine);
        }
    }
}
