package io.discret.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Read samples of running threads from a recording of the JVM. Stateless. */
final class Samples {
    private static final Set<String> KINDS = Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

    /** Native methods that wait: the thread is not at work there, whatever the JVM says. */
    private static final Set<String> WAITING = Set.of(
            "EpollArrayWrapper", "EPoll.wait", "epollWait", "epollWait0", "FileInputStream.readBytes", "Net.accept");

    private Samples() {}

    /**
     * Read all samples of some threads.
     *
     * @param threads what their names match
     */
    static Frame read(Path recording, Pattern threads) throws IOException {
        Frame root = new Frame("all");
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (KINDS.contains(event.getEventType().getName())) {
                    List<String> stack = stack(event.getStackTrace());
                    RecordedThread thread = event.getThread("sampledThread");
                    if (!stack.isEmpty() && isOf(thread, threads) && !waits(stack)) {
                        root.add(stack);
                    }
                }
            }
        }
        return root;
    }

    private static boolean isOf(@Nullable RecordedThread thread, Pattern threads) {
        String name = thread == null ? null : thread.getJavaName();
        return name != null && threads.matcher(name).find();
    }

    private static boolean waits(List<String> stack) {
        String innermost = stack.get(stack.size() - 1);
        return WAITING.stream().anyMatch(innermost::contains);
    }

    /** Class and method, the outermost first. */
    private static List<String> stack(@Nullable RecordedStackTrace trace) {
        if (trace == null) {
            return List.of();
        }
        List<String> stack = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            RecordedMethod method = frame.getMethod();
            stack.add(method.getType().getName() + "." + method.getName());
        }
        Collections.reverse(stack);
        return stack;
    }
}
