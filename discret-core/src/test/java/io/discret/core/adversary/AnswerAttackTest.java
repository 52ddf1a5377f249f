package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.core.wire.Query;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer of docs/protocol/40 §6.8, damaged, oversized, replayed, out of order and without an end: nothing of it
 * stops the victim, and its friend is served (41 §8, §11.9).
 */
class AnswerAttackTest {
    static final List<Class<? extends Query>> KINDS = List.of(
            Query.ProveIdentity.class,
            Query.HardwareFingerprint.class,
            Query.RoomList.class,
            Query.RoomDefinition.class,
            Query.RoomLog.class,
            Query.EdgeDeletionLog.class,
            Query.NodeDeletionLog.class,
            Query.RoomDailyNodes.class,
            Query.Nodes.class,
            Query.Edges.class,
            Query.PeersForRoom.class);

    static Stream<Arguments> attacks() {
        return KINDS.stream().flatMap(kind -> Mutation.all().entrySet().stream()
                .map(mutation -> Arguments.of(kind.getSimpleName(), mutation.getKey(), kind, mutation.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void theFriendIsServed(String kindName, String name, Class<? extends Query> kind, Mutation mutation) {
        try (HostileWorld world = new HostileWorld(1)) {
            // Given a peer that has something of every kind to say
            Node one = world.message("one");
            Node other = world.message("other");
            Edge edge = world.answer(one, other.id());
            NodeDeletion deletion = world.deletion(world.message("deleted"));
            EdgeDeletion cut = world.deletion(world.answer(other, one.id()));
            HostileRoom room = world.hostile.room(world.room);
            room.nodes.addAll(List.of(one, other));
            room.edges.add(edge);
            room.nodeDeletions.add(deletion);
            room.edgeDeletions.add(cut);

            // When it answers one kind of query as it should not
            world.hostile.answering = (line, asked) -> {
                if (kind.isInstance(asked.query())) {
                    mutation.send(world.hostile, line, asked, world.hostile.answers(asked));
                } else {
                    world.hostile.honest(line, asked);
                }
            };
            HostileLine line = world.pull();

            // Then it was asked, and what it said may be there, but no more
            assertThat(line.queries).anyMatch(asked -> kind.isInstance(asked.query()));
            world.verify(one, other, edge, deletion, cut);
        }
    }
}
