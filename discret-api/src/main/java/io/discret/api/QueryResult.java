package io.discret.api;

import java.util.List;
import java.util.Optional;

/**
 * Hold the answer of a query or a mutation: JSON text, and typed views of it.
 *
 * <p>Immutable, safe for use by any thread.
 */
public interface QueryResult {
    /** The JSON text, exactly as docs/protocol/12 §12 (queries) or 11 §10 (mutations) lays it out. */
    String text();

    /**
     * Map the elements of one selection to a type, usually a record; members the type does not know are ignored.
     *
     * @param name the output name of the selection
     * @throws DiscretException with {@link ErrorCode#RESULT_MEMBER_MISSING}, {@link ErrorCode#RESULT_NOT_ARRAY} or
     *     {@link ErrorCode#RESULT_CONVERSION}
     */
    <T> List<T> list(String name, Class<T> type);

    /** Map the first element of one selection, if there is any. */
    <T> Optional<T> first(String name, Class<T> type);

    /** Map one member of any JSON type; meant for the results of mutations. */
    <T> T object(String name, Class<T> type);

    /** The member {@code id} of the object with this result key of a mutation. */
    String id(String name);
}
