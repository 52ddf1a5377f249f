package io.discret.benchmarks.versus;

/**
 * Say what a line has to reach.
 *
 * @param text as it stands in the table
 * @param kind what is compared with the bound
 */
record Goal(String text, Kind kind, double bound) {
    /** What a bound is about. */
    enum Kind {
        /** How often better than the reference, at least. */
        RATIO,
        /** Our own figure, at least. */
        LEAST,
        /** Our own figure, at most. */
        MOST,
        /** Shown beside the others. */
        NONE
    }

    static Goal times(double bound) {
        return new Goal("≥ × " + Figures.number(bound), Kind.RATIO, bound);
    }

    static Goal least(double bound) {
        return new Goal("≥ " + Figures.number(bound), Kind.LEAST, bound);
    }

    static Goal most(double bound) {
        return new Goal("≤ " + Figures.number(bound), Kind.MOST, bound);
    }

    static Goal none() {
        return new Goal("–", Kind.NONE, 0);
    }

    /** "met", "not met", or nothing where there is no goal. */
    String verdict(double own, double ratio) {
        boolean met =
                switch (kind) {
                    case RATIO -> ratio >= bound;
                    case LEAST -> own >= bound;
                    case MOST -> own <= bound;
                    case NONE -> true;
                };
        return kind == Kind.NONE ? "" : met ? "met" : "not met";
    }
}
