package io.discret.store.h2;

import io.discret.store.h2.SearchNode.And;
import io.discret.store.h2.SearchNode.Near;
import io.discret.store.h2.SearchNode.Not;
import io.discret.store.h2.SearchNode.Or;
import io.discret.store.h2.SearchNode.Phrase;
import io.discret.store.jdbc.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Find the rows of one search and rank them as FTS5 does: Okapi BM25 with k = 1.2 and b = 0.75 over all phrases. Used once,
 * by one thread.
 */
final class SearchRun {
    private static final double K = 1.2;
    private static final double B = 0.75;

    /** What a phrase is worth that more than half of all texts hold. */
    private static final double LEAST_WORTH = 1e-6;

    private final Session session;
    private final SearchIndex index;

    SearchRun(Session session, SearchIndex index) {
        this.session = session;
        this.index = index;
    }

    /**
     * The rows that hold a phrase, ascending, and how often.
     *
     * @param lengths trigrams of the text of each row
     */
    private record Hits(long[] rows, int[] times, int[] lengths) {}

    /**
     * How often one phrase counts in a row.
     *
     * @param holding in how many rows the phrase is, whether they match or not
     */
    private record Ranked(Hits hits, int holding) {}

    /** The rows that match a part of the expression, ascending, and its phrases, which count in those rows only. */
    private record Found(long[] rows, List<Ranked> phrases) {
        /** Nothing counts in a row that the whole of which this is a part does not match. */
        List<Ranked> within(long[] matching) {
            return phrases.stream()
                    .map(phrase -> new Ranked(only(phrase.hits(), matching), phrase.holding()))
                    .toList();
        }
    }

    private record Scored(long row, double score) {}

    Long[] find(SearchNode node) {
        Found found = found(node);
        double[] scores = new double[found.rows().length];
        SearchIndex.Totals totals = index.totals(session);
        double average = (double) totals.trigrams() / totals.texts();
        for (Ranked phrase : found.phrases()) {
            double worth = Math.log((totals.texts() - phrase.holding() + 0.5) / (phrase.holding() + 0.5));
            worth = worth <= 0 ? LEAST_WORTH : worth;
            Hits hits = phrase.hits();
            for (int i = 0; i < hits.rows().length; i++) {
                double times = hits.times()[i];
                double length = hits.lengths()[i];
                scores[Arrays.binarySearch(found.rows(), hits.rows()[i])] +=
                        worth * (times * (K + 1) / (times + K * (1 - B + B * length / average)));
            }
        }
        List<Scored> scored = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            scored.add(new Scored(found.rows()[i], scores[i]));
        }
        scored.sort(Comparator.comparingDouble((Scored s) -> -s.score()).thenComparingLong(Scored::row));
        return scored.stream().map(Scored::row).toArray(Long[]::new);
    }

    private Found found(SearchNode node) {
        if (node instanceof Phrase phrase) {
            Hits hits = hits(phrase);
            return new Found(hits.rows(), List.of(new Ranked(hits, hits.rows().length)));
        }
        if (node instanceof Near near) {
            return near(near);
        }
        if (node instanceof And and) {
            Found left = found(and.left());
            Found right = found(and.right());
            return joined(SearchIndex.common(left.rows(), right.rows()), List.of(left, right));
        }
        if (node instanceof Not not) {
            Found left = found(not.left());
            long[] without = found(not.without()).rows();
            long[] rows = LongStream.of(left.rows())
                    .filter(row -> Arrays.binarySearch(without, row) < 0)
                    .toArray();
            return joined(rows, List.of(left));
        }
        List<Found> parts = ((Or) node).alternatives().stream().map(this::found).toList();
        long[] rows = parts.stream()
                .flatMapToLong(part -> LongStream.of(part.rows()))
                .sorted()
                .distinct()
                .toArray();
        return joined(rows, parts);
    }

    private static Found joined(long[] rows, List<Found> parts) {
        return new Found(
                rows, parts.stream().flatMap(part -> part.within(rows).stream()).toList());
    }

    private static Hits only(Hits hits, long[] rows) {
        int[] kept = new int[hits.rows().length];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            if (Arrays.binarySearch(rows, hits.rows()[i]) >= 0) {
                kept[count++] = i;
            }
        }
        if (count == kept.length) {
            return hits;
        }
        int[] places = Arrays.copyOf(kept, count);
        return new Hits(
                Arrays.stream(places).mapToLong(i -> hits.rows()[i]).toArray(),
                Arrays.stream(places).map(i -> hits.times()[i]).toArray(),
                Arrays.stream(places).map(i -> hits.lengths()[i]).toArray());
    }

    private Hits hits(Phrase phrase) {
        long[] candidates = index.candidates(session, phrase.trigrams());
        long[] rows = new long[candidates.length];
        int[] times = new int[candidates.length];
        int[] lengths = new int[candidates.length];
        int count = 0;
        for (long row : candidates) {
            Trigrams text = index.trigramsOf(session, row);
            int found = places(text, phrase).length;
            if (found > 0) {
                rows[count] = row;
                times[count] = found;
                lengths[count++] = text.count();
            }
        }
        return new Hits(Arrays.copyOf(rows, count), Arrays.copyOf(times, count), Arrays.copyOf(lengths, count));
    }

    private static int[] places(Trigrams text, Phrase phrase) {
        int end = Math.max(0, text.count() - phrase.trigrams().count() + 1);
        int[] places = new int[phrase.first() ? Math.min(1, end) : end];
        int count = 0;
        for (int place = 0; place < places.length; place++) {
            if (text.has(phrase.trigrams(), place)) {
                places[count++] = place;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** Rows with all phrases close together; only the places that are close count. */
    private Found near(Near near) {
        List<Hits> all = near.phrases().stream().map(this::hits).toList();
        long[] rows = all.get(0).rows();
        for (Hits hits : all) {
            rows = SearchIndex.common(rows, hits.rows());
        }
        List<int[]> times = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        long[] close = new long[rows.length];
        int count = 0;
        for (long row : rows) {
            Trigrams text = index.trigramsOf(session, row);
            int[] timesHere = close(text, near);
            if (timesHere[0] > 0) {
                close[count++] = row;
                times.add(timesHere);
                lengths.add(text.count());
            }
        }
        long[] matching = Arrays.copyOf(close, count);
        List<Ranked> phrases = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int phrase = i;
            Hits hits = new Hits(
                    matching,
                    times.stream().mapToInt(t -> t[phrase]).toArray(),
                    lengths.stream().mapToInt(Integer::intValue).toArray());
            phrases.add(new Ranked(hits, all.get(i).rows().length));
        }
        return new Found(matching, phrases);
    }

    /**
     * How many places of each phrase are close to all others: some place is the last beginning of a phrase, and every phrase
     * ends at most so far before it or begins there.
     */
    private static int[] close(Trigrams text, Near near) {
        int phrases = near.phrases().size();
        List<int[]> places =
                near.phrases().stream().map(phrase -> places(text, phrase)).toList();
        List<BitSet> close = new ArrayList<>();
        places.forEach(ignored -> close.add(new BitSet()));
        places.stream().flatMapToInt(Arrays::stream).forEach(last -> {
            List<int[]> window = new ArrayList<>();
            for (int i = 0; i < phrases; i++) {
                long least = last - near.phrases().get(i).trigrams().count() - near.distance();
                window.add(Arrays.stream(places.get(i))
                        .filter(place -> place >= least && place <= last)
                        .toArray());
            }
            if (window.stream().noneMatch(part -> part.length == 0)) {
                for (int i = 0; i < phrases; i++) {
                    Arrays.stream(window.get(i)).forEach(close.get(i)::set);
                }
            }
        });
        return close.stream().mapToInt(BitSet::cardinality).toArray();
    }
}
