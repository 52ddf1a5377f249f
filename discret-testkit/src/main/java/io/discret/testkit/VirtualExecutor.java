package io.discret.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Hold the tasks of one executor that are ready to run. */
final class VirtualExecutor implements Executor {
    final VirtualScheduler scheduler;
    final String name;
    private final VirtualTime time;
    private final boolean serial;
    private List<VirtualTask> tasks = new ArrayList<>();
    private int head;

    VirtualExecutor(VirtualTime time, VirtualScheduler scheduler, String name, boolean serial) {
        this.time = time;
        this.scheduler = scheduler;
        this.name = name;
        this.serial = serial;
    }

    @Override
    public void execute(Runnable command) {
        add(new VirtualTask(command));
    }

    void add(VirtualTask task) {
        time.checkThread();
        if (scheduler.closed()) {
            return;
        }
        tasks.add(task);
        if (tasks.size() - head == 1) {
            time.ready(this);
        }
    }

    boolean isEmpty() {
        return head == tasks.size();
    }

    /** The next task: the oldest of a serial executor, any of a pool; null when none waits. */
    @Nullable
    VirtualTask take(java.util.SplittableRandom random) {
        if (isEmpty()) {
            return null;
        }
        if (!serial) {
            int last = tasks.size() - 1;
            int chosen = head + random.nextInt(tasks.size() - head);
            VirtualTask task = tasks.get(chosen);
            tasks.set(chosen, tasks.get(last));
            tasks.remove(last);
            return task;
        }
        VirtualTask task = tasks.get(head++);
        if (isEmpty()) {
            tasks.clear();
            head = 0;
        } else if (head > 1024 && head * 2 > tasks.size()) {
            tasks = new ArrayList<>(tasks.subList(head, tasks.size()));
            head = 0;
        }
        return task;
    }

    void drop() {
        tasks.clear();
        head = 0;
    }
}
