package io.discret.query;

import io.discret.query.syntax.DeletionPrinter;
import io.discret.query.syntax.DeletionReader;
import io.discret.query.syntax.ModelPrinter;
import io.discret.query.syntax.ModelReader;
import io.discret.query.syntax.MutationPrinter;
import io.discret.query.syntax.MutationReader;
import io.discret.query.syntax.QueryPrinter;
import io.discret.query.syntax.QueryReader;
import io.discret.query.syntax.SourceText;

/**
 * Lay out the texts of the four languages, one item a line. The result says the same as the text; comments are lost.
 * Names are not looked up. Every method throws what the readers throw. Stateless, safe for use by any thread.
 */
public final class TextFormat {
    private TextFormat() {}

    /** Lay out a data model. */
    public static String model(String text) {
        return ModelPrinter.print(ModelReader.read(new SourceText(text)));
    }

    /** Lay out a query. */
    public static String query(String text) {
        return QueryPrinter.print(QueryReader.read(new SourceText(text)));
    }

    /** Lay out a mutation. */
    public static String mutation(String text) {
        return MutationPrinter.print(MutationReader.read(new SourceText(text)));
    }

    /** Lay out a deletion. */
    public static String deletion(String text) {
        return DeletionPrinter.print(DeletionReader.read(new SourceText(text)));
    }
}
