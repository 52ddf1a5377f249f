package io.discret.spi;

import io.discret.api.Uid;
import org.jspecify.annotations.Nullable;

/**
 * Write a store, and read what was just written. Used by one thread at a time.
 *
 * <p>Everything between {@link #begin} and {@link #commit} is one transaction, visible to readers at once and on disk
 * when {@code commit} returns, as far as the operating system keeps its word. A failure leaves the transaction open:
 * the caller calls {@link #rollback}, or {@link #rollbackTo} to drop one request and keep its neighbours. Writing outside
 * of a transaction is an {@link IllegalStateException}.
 */
public interface StoreWriter extends StoreReader {
    /** Begin a transaction; {@link #end} rolls it back. */
    @Override
    void begin();

    /** Make the transaction durable. On a failure it is rolled back. */
    void commit();

    /**
     * As {@link #commit}, but the full-text index may lack some of the texts until {@link #catchUp}: a search by a reader
     * then does not find what they hold, or finds what they held before. A search by the writer does. What waits is on
     * disk and outlives the process.
     */
    default void commitLazily() {
        commit();
    }

    /** Whether texts that are committed wait for {@link #catchUp}. Safe for use by any thread. */
    default boolean searchIsBehind() {
        return false;
    }

    /**
     * Enter texts that wait into the full-text index, inside of a transaction.
     *
     * @param most rows whose text is entered at most
     */
    default void catchUp(int most) {}

    /** Drop the transaction; without one nothing happens. */
    void rollback();

    /** Mark a point inside the transaction. */
    void savepoint();

    /** Forget the last point, keeping what was done since. */
    void release();

    /** Undo everything since the last point, and forget it. */
    void rollbackTo();

    /**
     * Insert a row, or replace the row with the same id, whatever its entity or room. Edges stay.
     *
     * @param searchText text for the full-text index (docs/protocol/21 §17); null = not indexed. Replaces the text
     *     indexed before
     */
    void putNode(Node node, @Nullable String searchText);

    /** Delete the row with an id, its full-text entry and all edges from and to it; false when there is none. */
    boolean deleteNode(Uid id);

    /** Insert an edge, or replace the one with the same (src, label, dest). */
    void putEdge(Edge edge);

    /** Delete one edge; false when there is none. */
    boolean deleteEdge(Uid src, String label, Uid dest);

    /** Insert an entry, or replace the one with the same (room, deletion date, id, entity). */
    void putNodeDeletion(NodeDeletion entry);

    /** Insert an entry, or replace the one with the same (room, deletion date, src, label, dest). */
    void putEdgeDeletion(EdgeDeletion entry);

    /** Remove exactly this entry; false when it is not stored. */
    boolean deleteNodeDeletion(NodeDeletion entry);

    /** Remove exactly this entry; false when it is not stored. */
    boolean deleteEdgeDeletion(EdgeDeletion entry);

    /** Mark a day: hash null, needs a computation; the line is created when absent. */
    void markDay(Uid room, String entity, long date);

    /** Insert or replace a line. */
    void putDailyLog(DailyLog line);

    /**
     * Insert or replace what belongs to a digest: digests of parts of the day, in a form of the engine. It says itself
     * whether it still belongs to the day, so it is neither marked nor moved to another store.
     */
    void putDaySpans(Uid room, String entity, long date, byte[] spans);

    /** Insert or replace the date of the definition of a room. */
    void putRoomDefinitionDate(Uid room, long date);

    void putConfiguration(String key, String value);

    /**
     * Create the index of some fields of an entity, unless it is there; it never changes results.
     *
     * @param name unique name of the index
     */
    void createIndex(String name, String entity, java.util.List<Expression> fields);

    /** Drop an index; one that is not there is no error. */
    void dropIndex(String name);
}
