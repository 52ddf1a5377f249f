package io.discret.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measure what the current thread allocates: how a test proves that an announced length is not believed. Stateless. */
public final class Allocations {
    private Allocations() {}

    /** Bytes allocated by the current thread while something runs, as the virtual machine counts them. */
    public static long of(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
