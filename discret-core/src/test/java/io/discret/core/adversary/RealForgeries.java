package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rows, relations and answers as {@link RowAttackTest} and {@link AnswerAttackTest} make them, on real sockets. */
final class RealForgeries {
    private RealForgeries() {}

    /**
     * @param every take each n-th only, 1 = all
     */
    static List<RealAttack> all(int every) {
        return List.of(
                new RealAttack(
                        "forged rows (keys, signatures, rooms, dates, JSON, replays)",
                        world -> forged(world, NodeForgeries.all(), every)),
                new RealAttack("forged relations and deletions", world -> forged(world, EdgeForgeries.all(), every)),
                new RealAttack(
                        "answers damaged, oversized, out of order, endless", world -> answers(world, 3 * every)));
    }

    private static long forged(RealWorld world, Stream<Forgery> forgeries, int every) {
        List<Forgery> all = forgeries.toList();
        long tried = 0;
        for (int i = 0; i < all.size(); i += every) {
            forged(world, all.get(i));
            tried++;
        }
        return tried;
    }

    /** The forgery stays out, its reason is counted, and its good neighbour gets in. */
    private static void forged(RealWorld world, Forgery forgery) {
        ErrorCode reason = forgery.reason();
        long before = reason == null ? 0 : world.victim.refused(reason.toString());
        String text = "good neighbour of " + forgery.name();
        Node good = world.on(() -> {
            Node row = world.message(text);
            HostileRoom room = world.hostile.room(world.room);
            room.nodes.add(row);
            return row;
        });
        // What is planted may look at what the victim holds: not on the thread of the hostile peer.
        world.plant(forgery);
        world.allowed.add(good);
        world.meet();
        RealWorld.until(forgery + ": its good neighbour gets in", () -> world.victim.has(text));
        if (reason != null) {
            RealWorld.until(
                    forgery + " is counted as " + reason, () -> world.victim.refused(reason.toString()) > before);
        }
        world.rest();
    }

    private static long answers(RealWorld world, int every) {
        List<Map.Entry<String, Mutation>> mutations = List.copyOf(Mutation.all().entrySet());
        long tried = 0;
        for (Class<? extends Query> kind : AnswerAttackTest.KINDS) {
            for (Map.Entry<String, Mutation> mutation : mutations) {
                if (tried++ % every == 0) {
                    answer(world, kind, mutation.getKey(), mutation.getValue());
                }
            }
        }
        return (tried + every - 1) / every;
    }

    private static void answer(RealWorld world, Class<? extends Query> kind, String name, Mutation mutation) {
        world.onPeer(() -> {
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
            world.allowed.addAll(List.of(one, other, edge, deletion, cut));
            world.hostile.answering = (line, asked) -> {
                if (kind.isInstance(asked.query())) {
                    mutation.send(world.hostile, line, asked, world.hostile.answers(asked));
                } else {
                    world.hostile.honest(line, asked);
                }
            };
        });
        HostileLine line = world.meet();
        RealWorld.until(
                "the victim asks for " + kind.getSimpleName() + " (" + name + ")",
                () -> world.on(() -> line.queries.stream().anyMatch(asked -> isOf(kind, asked))));
        RealWorld.pause(Duration.ofMillis(100));
        assertThat(world.victim.isAlive()).isTrue();
        world.rest();
    }

    private static boolean isOf(Class<? extends Query> kind, QueryProtocol asked) {
        return kind.isInstance(asked.query());
    }
}
