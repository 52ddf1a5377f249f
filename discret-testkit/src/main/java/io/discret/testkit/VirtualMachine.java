package io.discret.testkit;

import io.discret.spi.Environment;
import java.util.ArrayList;
import java.util.List;

/**
 * Stand for one computer on a {@link VirtualTime}: a clock, a random source and a scheduler of its own.
 *
 * <p>A {@link #crash} ends the running process between two of its tasks or inside one: nothing it had planned happens.
 * The machine can then be used again, as after a restart. Used by the thread of the time line only.
 */
public final class VirtualMachine {
    private final VirtualTime time;
    private final String name;
    private final VirtualClock clock;
    private final List<Runnable> onCrash = new ArrayList<>();
    private Environment environment;
    private VirtualScheduler scheduler;
    private int crashes;
    private int boots;

    VirtualMachine(VirtualTime time, String name) {
        this.time = time;
        this.name = name;
        clock = new VirtualClock(time);
        scheduler = new VirtualScheduler(time, name);
        environment = boot();
    }

    /** The name given to {@link VirtualTime#machine}. */
    public String name() {
        return name;
    }

    /** The wall clock; it keeps its offset over a crash. */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * What a process on this machine gets. The same until the next crash; a scheduler that was closed is replaced, so
     * that a process can be started again after a clean end.
     */
    public Environment environment() {
        if (scheduler.closed()) {
            scheduler = new VirtualScheduler(time, name);
            environment = boot();
        }
        return environment;
    }

    /** Times it crashed so far. */
    public int crashes() {
        return crashes;
    }

    /** Run something at each crash, such as cutting the network or the power of a disk. */
    public void onCrash(Runnable action) {
        onCrash.add(action);
    }

    /** Kill the process: its waiting and delayed tasks are dropped, files and sockets go with it. */
    public void crash() {
        crashes++;
        scheduler.crash();
        onCrash.forEach(Runnable::run);
    }

    private Environment boot() {
        // Ids must differ between two processes of one machine, so the boot counts.
        long seed = SeededRandomSource.derive(time.seed(), name + "/boot/" + boots++);
        return new Environment(clock, new SeededRandomSource(seed), scheduler);
    }
}
