package io.discret.core.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Run a history of several real threads again and again. What it finds depends on the machine and is not replayed. */
public final class Races {
    /** Real threads miss most interleavings, so they try often; {@code -Psoak} tries for long. */
    private static final int REPETITIONS =
            Integer.getInteger("races.repeated", Boolean.getBoolean("discret.soak") ? 1_000_000 : 500);

    private Races() {}

    /** Run a history as often as the form of the build says. */
    public static void repeat(Runnable history) {
        for (int i = 0; i < REPETITIONS; i++) {
            history.run();
        }
    }

    /** Begin all at the same time, as far as the machine can, and wait for all. */
    public static void atOnce(Runnable... tasks) {
        CountDownLatch ready = new CountDownLatch(tasks.length);
        List<Racer> racers = new ArrayList<>();
        Stream.of(tasks)
                .map(task -> (Runnable) () -> {
                    ready.countDown();
                    while (ready.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    task.run();
                })
                .forEach(task -> racers.add(Racer.start(task)));
        racers.forEach(Racer::await);
    }

    /** Fail with what is broken; cheaper than an assertion that describes itself each time it holds. */
    public static void check(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }
}
