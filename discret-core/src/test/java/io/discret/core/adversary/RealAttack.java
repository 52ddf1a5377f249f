package io.discret.core.adversary;

import io.discret.testkit.AttackTable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One kind of attack on real sockets: while it lasts the friend writes, and what happened to its rows and to the memory of
 * the victim is measured.
 *
 * @param name for the table
 * @param act does it, and tells how often
 */
record RealAttack(String name, Act act) {
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(50);

    /** Attacks a victim. */
    interface Act {
        /** @return how many times something was tried */
        long on(RealWorld world);
    }

    AttackTable.Row run(RealWorld world) {
        world.victim.resetPeak();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Duration> friend = CompletableFuture.supplyAsync(() -> writing(world, over));
        long tried;
        try {
            tried = act.on(world);
        } finally {
            over.set(true);
        }
        world.rest();
        Duration longest = friend.join();
        long peak = world.victim.peakMb();
        return new AttackTable.Row(name, tried, world.intruders().size(), world.lost(), longest.toMillis(), peak);
    }

    /** The friend writes one row after the other; the longest that one took. */
    private static Duration writing(RealWorld world, AtomicBoolean over) {
        Duration longest = Duration.ZERO;
        do {
            Duration took = world.friendGetsThrough();
            longest = took.compareTo(longest) > 0 ? took : longest;
            RealWorld.pause(BETWEEN_WRITES);
        } while (!over.get());
        return longest;
    }

    @Override
    public String toString() {
        return name;
    }
}
