package io.discret.query.syntax;

/**
 * Hold a name of a text and its place. Immutable.
 *
 * @param at index of the first code point; not part of equality, so that texts which differ in blanks are equal
 */
public record Word(String text, int at) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Word word && word.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
