package io.discret.beacon;

/** Let things happen so many times at once and then at a rate. Used by one thread. */
final class Allowance {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int most;
    private final double perNano;
    private double left;
    private long at;

    /**
     * Make a full one.
     *
     * @param most how often at once
     * @param perSecond how often from then on
     * @param now monotonic time, ns
     */
    Allowance(int most, double perSecond, long now) {
        this.most = most;
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.left = most;
        this.at = now;
    }

    /** Take one; false when none is left. */
    boolean take(long now) {
        refill(now);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether nothing is missing: forgetting it changes nothing. */
    boolean isFull(long now) {
        refill(now);
        return left >= most;
    }

    private void refill(long now) {
        left = Math.min(most, left + (now - at) * perNano);
        at = now;
    }
}
