package io.discret.core.read;

import io.discret.query.Deletion;
import io.discret.query.Mutation;
import io.discret.query.Query;

/** Read texts by the model in force. Safe for use by any thread; failures are {@code DiscretException}s. */
public interface Languages {
    Query query(String text);

    Mutation mutation(String text);

    Deletion deletion(String text);
}
