package io.discret.core.sync;

import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Name a span of time whose rows are read at once.
 *
 * @param from inclusive, ms since 1970
 * @param to exclusive, ms since 1970
 */
record TimeSpan(long from, long to) {
    /** Into how many spans a span that holds too much is cut. */
    private static final int CUT = 8;

    boolean canBeCut() {
        return to - from > 1;
    }

    List<TimeSpan> cut(long count) {
        long step = Math.max(1, (to - from + count - 1) / count);
        List<TimeSpan> spans = new ArrayList<>();
        for (long start = from; start < to; start += step) {
            spans.add(new TimeSpan(start, Math.min(to, start + step)));
        }
        return spans;
    }

    /** Put the pieces of a span that holds too much before all others. */
    void cutInto(Deque<TimeSpan> spans) {
        List<TimeSpan> pieces = cut(CUT);
        for (int i = pieces.size() - 1; i >= 0; i--) {
            spans.addFirst(pieces.get(i));
        }
    }

    /** Take one after the other; more may be added meanwhile. */
    static Iterator<TimeSpan> each(Deque<TimeSpan> spans) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !spans.isEmpty();
            }

            @Override
            public TimeSpan next() {
                return spans.remove();
            }
        };
    }

    /** Ends a read early, because the span holds too much; carries nothing. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super(null, null, false, false);
        }
    }
}
