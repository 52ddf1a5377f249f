package io.discret.spi;

import io.discret.api.Uid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Read a store. Used by one thread at a time.
 *
 * <p>Each call sees one committed state; calls between {@link #begin} and {@link #end} all see the same one. Collections
 * of ids may be of any size: the store cuts its statements, the result is as of one. Failures are
 * {@link io.discret.api.StoreException}s. Days are half-open: {@code from <= date < to}, ms since 1970.
 */
public interface StoreReader extends AutoCloseable {
    /** Hold one snapshot until {@link #end}. */
    void begin();

    /** Let go of the snapshot; without one nothing happens. */
    void end();

    // Rows.

    /** The row with an id, whatever its entity. */
    @Nullable
    Node node(Uid id);

    /** The row with an id and an entity. */
    @Nullable
    Node node(Uid id, String entity);

    /** Those rows of a room whose id is among the given. */
    List<Node> nodes(Uid room, Collection<Uid> ids);

    /** All rows of an entity; {@code room} null = rows of every room and without one. Meant for small system entities. */
    List<Node> nodesOf(String entity, @Nullable Uid room);

    /** Rows of an entity without a room whose author is among the keys; for sys.Peer. */
    List<Node> nodesByAuthor(String entity, Collection<byte[]> verifyingKeys);

    /** What is stored under the ids, to compare with what is offered; ids without a row are absent. */
    Map<Uid, NodeVersion> versions(Collection<Uid> ids);

    /** Identifiers of the rows of a room and entity dated in a day, in no order. */
    void forEachIdentifier(Uid room, String entity, long from, long to, Consumer<NodeIdentifier> consumer);

    /** The rows of a room and entity dated in a day or a part of one, in no order. */
    default void forEachNode(Uid room, String entity, long from, long to, Consumer<Node> consumer) {
        List<Uid> ids = new ArrayList<>();
        forEachIdentifier(room, entity, from, to, identifier -> ids.add(identifier.id()));
        nodes(room, ids).forEach(consumer);
    }

    // Relations.

    @Nullable
    Edge edge(Uid src, String label, Uid dest);

    /** Edges of a label, by target id. */
    List<Edge> edges(Uid src, String label);

    /** Edges of all labels that lead to a row, by source id and label. */
    List<Edge> edgesTo(Uid dest);

    /** Edges of all labels of the given sources that lie in a room, dated at or after the date beside the source. */
    List<Edge> edges(Uid room, Map<Uid, Long> sourcesAndLeastDates);

    // Deletion entries.

    List<NodeDeletion> nodeDeletions(Uid room, String entity, long from, long to);

    List<EdgeDeletion> edgeDeletions(Uid room, String entity, long from, long to);

    /** Deletion entries of rows with the given ids in a room. */
    List<NodeDeletion> nodeDeletions(Uid room, Collection<Uid> ids);

    /** Deletion entries of relations in a room that started at rows with the given ids. */
    List<EdgeDeletion> edgeDeletions(Uid room, Collection<Uid> sources);

    /** Whether exactly this entry (all fields of its key and the signature) is stored. */
    boolean hasNodeDeletion(NodeDeletion entry);

    /** Whether exactly this entry (all fields of its key and the signature) is stored. */
    boolean hasEdgeDeletion(EdgeDeletion entry);

    // Daily logs.

    /** All lines of a room by (date, entity), both ascending, entities by UTF-8 bytes. */
    List<DailyLog> dailyLog(Uid room);

    /** The lines of a room on one day, by entity. */
    List<DailyLog> dailyLog(Uid room, long date);

    /** The lines that wait for a computation, by (room, entity, date). */
    List<DailyLog> markedDays();

    /** Latest day of each room that has lines. */
    Map<Uid, Long> lastDays();

    /**
     * Signatures of rows by mdate and of both kinds of deletion entries by deletion date, of a room, entity and day,
     * ascending as unsigned bytes, duplicates kept (docs/protocol/21 §14.1).
     */
    default void forEachSignature(Uid room, String entity, long from, long to, Consumer<byte[]> consumer) {
        forEachDatedSignature(room, entity, from, to, (signature, date) -> consumer.accept(signature));
    }

    /** As {@link #forEachSignature}, each with the date that put it into the day, ms since 1970. */
    void forEachDatedSignature(Uid room, String entity, long from, long to, ObjLongConsumer<byte[]> consumer);

    /** What {@link StoreWriter#putDaySpans} stored last for a day, whatever became of the day since; null = nothing. */
    byte @Nullable [] daySpans(Uid room, String entity, long date);

    // Rooms and configuration.

    /** Date of the definition of a room, if the room is known. */
    OptionalLong roomDefinitionDate(Uid room);

    /** Dates of the definitions of all rooms. */
    Map<Uid, Long> roomDefinitionDates();

    /** A value of the configuration table. */
    @Nullable
    String configuration(String key);

    // Everything, to move it to another store. Memory stays bounded however much there is; what a consumer throws ends
    // the walk and is passed on.

    /** All rows, in the order in which their ids were first inserted. */
    void forEachNode(Consumer<Node> consumer);

    /** All relations, by source, label and target. */
    void forEachEdge(Consumer<Edge> consumer);

    /** All deletion entries of rows, by room, date, id and entity. */
    void forEachNodeDeletion(Consumer<NodeDeletion> consumer);

    /** All deletion entries of relations, by room, date, source, label and target. */
    void forEachEdgeDeletion(Consumer<EdgeDeletion> consumer);

    /** The whole configuration table, by key. */
    SortedMap<String, String> configurations();

    // Queries.

    /**
     * Run a plan on one snapshot.
     *
     * @param variables a value for every variable of the plan; {@link Value.Null} matches nothing
     * @return the JSON text of docs/protocol/12 §12, byte for byte
     * @throws io.discret.api.DiscretException {@code MISSING_PARAMETER} when a variable has no value
     */
    String query(QueryPlan plan, Map<String, Value> variables);

    /**
     * Run a plan of one selection and hand out its rows as they are read. Hold a snapshot with {@link #begin} as long as
     * the cursor is used; the cursor is closed before {@link #end}.
     *
     * @param variables as of {@link #query}
     * @throws io.discret.api.DiscretException {@code MISSING_PARAMETER} when a variable has no value
     */
    RowCursor rows(QueryPlan plan, Map<String, Value> variables);

    /**
     * Tell people how a plan would run: the statements of the store with their bind markers, and below each the store's
     * own plan of it, line by line. Reads no row.
     */
    String explain(QueryPlan plan);

    @Override
    void close();
}
