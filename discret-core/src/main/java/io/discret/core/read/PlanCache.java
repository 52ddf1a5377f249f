package io.discret.core.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keep what the last texts were read to. Safe for use by any thread.
 *
 * @param <T> what a text is read to; immutable
 */
final class PlanCache<T> {
    /** An application has few texts; those made by concatenation should not push them out for long. */
    static final int MOST_TEXTS = 128;

    /** Longer texts are written by programs and seldom twice; they would only fill the memory. */
    static final int LONGEST_TEXT = 16_384;

    private final Function<String, T> read;
    private final Map<String, T> plans = new LinkedHashMap<>(MOST_TEXTS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MOST_TEXTS;
        }
    };

    PlanCache(Function<String, T> read) {
        this.read = read;
    }

    /** What a text is read to; a text that cannot be read is not kept. */
    T get(String text) {
        if (text.length() > LONGEST_TEXT) {
            return read.apply(text);
        }
        synchronized (plans) {
            T known = plans.get(text);
            if (known != null) {
                return known;
            }
        }
        T plan = read.apply(text);
        synchronized (plans) {
            plans.put(text, plan);
        }
        return plan;
    }
}
