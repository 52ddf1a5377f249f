package io.discret.store.h2;

import java.util.Arrays;

/**
 * Cut texts into trigrams as the tokenizer of FTS5 does: every three letters that follow each other, without regard to case,
 * accents kept, up to the first NUL. Immutable.
 */
final class Trigrams {
    static final Trigrams NONE = new Trigrams(new long[0]);

    private static final int LENGTH = 3;

    /** A code point has 21 bits. */
    private static final int LETTER_BITS = 21;

    /** FTS5 folds neither of the two i of Turkish. */
    private static final int CAPITAL_DOTTED_I = 0x130;

    private static final int SMALL_DOTLESS_I = 0x131;

    private final long[] values;

    private Trigrams(long[] values) {
        this.values = values;
    }

    static Trigrams of(String text) {
        int end = text.indexOf('\0');
        int[] letters = (end < 0 ? text : text.substring(0, end))
                .codePoints()
                .map(Trigrams::fold)
                .toArray();
        if (letters.length < LENGTH) {
            return NONE;
        }
        long[] values = new long[letters.length - LENGTH + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = (((long) letters[i] << LETTER_BITS) | letters[i + 1]) << LETTER_BITS | letters[i + 2];
        }
        return new Trigrams(values);
    }

    private static int fold(int letter) {
        if (letter == CAPITAL_DOTTED_I || letter == SMALL_DOTLESS_I) {
            return letter;
        }
        return Character.toLowerCase(Character.toUpperCase(letter));
    }

    int count() {
        return values.length;
    }

    long get(int place) {
        return values[place];
    }

    Trigrams followedBy(Trigrams next) {
        long[] joined = Arrays.copyOf(values, values.length + next.values.length);
        System.arraycopy(next.values, 0, joined, values.length, next.values.length);
        return new Trigrams(joined);
    }

    /** Whether a phrase begins at a place of this text. */
    boolean has(Trigrams phrase, int place) {
        return place + phrase.values.length <= values.length
                && Arrays.equals(values, place, place + phrase.values.length, phrase.values, 0, phrase.values.length);
    }

    /** The distinct trigrams, ascending. */
    long[] distinct() {
        return Arrays.stream(values).sorted().distinct().toArray();
    }
}
