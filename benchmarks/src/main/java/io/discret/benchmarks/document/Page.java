package io.discret.benchmarks.document;

/**
 * Hold a document in Markdown with a part that a run writes, between two marks; the rest is written by hand. Immutable.
 */
public record Page(String text) {
    private static final String BEGIN = "<!-- written by ./discret bench document: begin -->\n";
    private static final String END = "<!-- end -->\n";

    /** The same with another part. */
    public Page with(String part) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException("The document has no marks for what a run writes.");
        }
        return new Page(text.substring(0, begin + BEGIN.length()) + "\n" + part + "\n" + text.substring(end));
    }
}
