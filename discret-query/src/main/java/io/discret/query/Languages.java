package io.discret.query;

/**
 * Read the texts an application sends: queries, mutations and deletions (docs/protocol/11, 12).
 *
 * <p>Pure functions of model and text, so results can be kept as long as the model stays the same. Safe for use by any
 * thread. Every method throws {@link io.discret.api.QuerySyntaxException} with the place of the first fault, or a
 * {@link io.discret.api.DiscretException} with {@link io.discret.api.ErrorCode#TOO_COMPLEX} for a text that is too
 * long or nests too deep.
 */
public final class Languages {
    private Languages() {}

    /** Read a query. */
    public static Query query(DataModel model, String text) {
        return QueryCheck.check(model, text);
    }

    /** Read a mutation. */
    public static Mutation mutation(DataModel model, String text) {
        return MutationCheck.check(model, text);
    }

    /** Read a deletion. */
    public static Deletion deletion(DataModel model, String text) {
        return DeletionCheck.check(model, text);
    }
}
