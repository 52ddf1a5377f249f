package io.discret.store.h2;

import java.util.List;

/** What is searched (docs/protocol/12 §9). Immutable. */
sealed interface SearchNode {
    /** Nothing that could be found: a word of fewer than three letters. */
    SearchNode NOTHING = new Or(List.of());

    /**
     * Trigrams in a row.
     *
     * @param first whether they must begin the text
     */
    record Phrase(Trigrams trigrams, boolean first) implements SearchNode {}

    /** Phrases with at most so many trigrams between them. */
    record Near(List<Phrase> phrases, long distance) implements SearchNode {}

    record And(SearchNode left, SearchNode right) implements SearchNode {}

    /** Any of them; none = nothing. */
    record Or(List<SearchNode> alternatives) implements SearchNode {}

    record Not(SearchNode left, SearchNode without) implements SearchNode {}
}
