package io.discret.core.db;

import io.discret.core.identity.Days;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collect the times of one day at which something is dated that changed, when they are few: what else the day holds is as it
 * was (docs/protocol/41 §12.4). Filled by one thread; safe for use by any thread when nobody fills it any more.
 */
public final class Moments {
    /** With more the day is looked at anew: that costs little more than as many parts of it. */
    private static final int MOST = 64;

    private final SortedSet<Integer> offsets = new TreeSet<>();
    private boolean tooMany;

    /**
     * Add a time.
     *
     * @param date any ms of the day, since 1970
     */
    void add(long date) {
        addOffset((int) (date - Days.day(date)));
    }

    private void addOffset(int offset) {
        if (!tooMany && !offsets.contains(offset)) {
            tooMany = offsets.size() == MOST;
            if (tooMany) {
                offsets.clear();
            } else {
                offsets.add(offset);
            }
        }
    }

    void addAll(Moments other) {
        other.offsets.forEach(this::addOffset);
        tooMany |= other.tooMany;
    }

    /** These and others, in a new collection. */
    public Moments with(Moments others) {
        Moments both = new Moments();
        both.addAll(this);
        both.addAll(others);
        return both;
    }

    /** Whether they are not known one by one. */
    public boolean tooMany() {
        return tooMany;
    }

    /** In ms from midnight, ascending; empty when they are too many. */
    public SortedSet<Integer> offsets() {
        return tooMany ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(offsets);
    }
}
