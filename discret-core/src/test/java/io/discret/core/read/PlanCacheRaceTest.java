package io.discret.core.read;

import static io.discret.core.races.Races.atOnce;
import static io.discret.core.races.Races.check;
import static io.discret.core.races.Races.repeat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cache of plans with several who read texts at once (docs/protocol/12 §15). */
@Timeout(300) // only stops what hangs, also on a machine that is busy
class PlanCacheRaceTest {
    /** Of each thread; together more than are kept, so that texts leave all the time. */
    private static final int TEXTS = PlanCache.MOST_TEXTS * 3 / 4;

    /** So long that both are at it at the same time, also on a machine that is busy. */
    private static final int ROUNDS = 50;

    /** Whoever reads at the same time gets the plan of his own text, and afterwards the cache keeps what it should. */
    @Test
    void nobodyGetsThePlanOfAnotherAndTheOrderStays() {
        repeat(() -> {
            AtomicInteger reads = new AtomicInteger();
            PlanCache<String> cache = new PlanCache<>(text -> {
                reads.incrementAndGet();
                return "plan of " + text;
            });
            atOnce(() -> readAll(cache, "a", TEXTS, ROUNDS * TEXTS), () -> readAll(cache, "b", TEXTS, ROUNDS * TEXTS));

            int before = reads.get();
            readAll(cache, "c", PlanCache.MOST_TEXTS, PlanCache.MOST_TEXTS);
            readAll(cache, "c", PlanCache.MOST_TEXTS, PlanCache.MOST_TEXTS);
            check(reads.get() == before + PlanCache.MOST_TEXTS, "the last texts were not kept");
            readAll(cache, "a", 1, 1);
            check(reads.get() == before + PlanCache.MOST_TEXTS + 1, "a text that was not used for longest was kept");
        });
    }

    private static void readAll(PlanCache<String> cache, String name, int different, int count) {
        for (int i = 0; i < count; i++) {
            String text = name + i % different;
            check(cache.get(text).equals("plan of " + text), "a wrong plan");
        }
    }
}
