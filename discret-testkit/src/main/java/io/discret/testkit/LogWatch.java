package io.discret.testkit;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watch what {@code io.discret} logs while a test runs, so that the test can say that nothing failed on the side.
 *
 * <p>Meanwhile nothing of it reaches the console. Safe for use by any thread; one at a time.
 */
public final class LogWatch implements AutoCloseable {
    /** Lines kept, the latest: a test that floods a log must not fill the memory. */
    private static final int MOST = 1000;

    private final Logger logger = Logger.getLogger("io.discret");
    private final boolean usedParents = logger.getUseParentHandlers();
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> defects = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            take(entry);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private long count;

    public LogWatch() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    private synchronized void take(LogRecord entry) {
        count++;
        Throwable thrown = entry.getThrown();
        String line = entry.getLevel() + " " + entry.getMessage() + (thrown == null ? "" : " " + thrown);
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast(line);
        boolean defect = entry.getLevel().intValue() >= Level.SEVERE.intValue() || isDefect(thrown);
        if (defect && defects.size() < MOST) {
            defects.add(line);
        }
    }

    /** Anything but an error that the engine foresees. */
    private static boolean isDefect(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause != null && !(cause instanceof DiscretException known && known.code() != ErrorCode.INTERNAL);
    }

    /** What was logged as an error, or with an exception that nobody foresaw. */
    public synchronized List<String> defects() {
        return List.copyOf(defects);
    }

    /** Lines logged so far. */
    public synchronized long count() {
        return count;
    }

    /** The latest lines. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(usedParents);
    }
}
