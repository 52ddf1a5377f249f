package io.discret.store.jdbc;

import io.discret.api.Uid;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.NodeDeletion;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Read and write {@code _node_deletion} and {@code _edge_deletion}. */
final class DeletionTables {
    private static final List<String> NODE_COLUMNS =
            List.of("room_id", "deletion_date", "id", "entity", "mdate", "verifying_key", "_signature");
    private static final List<String> NODE_KEY = NODE_COLUMNS.subList(0, 4);
    private static final List<String> EDGE_COLUMNS = List.of(
            "room_id", "deletion_date", "src", "label", "dest", "src_entity", "cdate", "verifying_key", "_signature");
    private static final List<String> EDGE_KEY = EDGE_COLUMNS.subList(0, 5);
    private static final String SELECT_NODE =
            "SELECT " + String.join(", ", NODE_COLUMNS) + " FROM _node_deletion WHERE ";
    private static final String SELECT_EDGE =
            "SELECT " + String.join(", ", EDGE_COLUMNS) + " FROM _edge_deletion WHERE ";
    private static final String NODE_DAY = "entity = ? AND room_id = ? AND deletion_date >= ? AND deletion_date < ?";
    private static final String EDGE_DAY =
            "src_entity = ? AND room_id = ? AND deletion_date >= ? AND deletion_date < ?";

    private final Session session;
    private final String putNode;
    private final String putEdge;

    DeletionTables(Session session) {
        this.session = session;
        putNode = session.dialect().upsert("_node_deletion", NODE_COLUMNS, NODE_KEY);
        putEdge = session.dialect().upsert("_edge_deletion", EDGE_COLUMNS, EDGE_KEY);
    }

    List<NodeDeletion> nodes(Uid room, String entity, long from, long to) {
        return session.list(
                SELECT_NODE + NODE_DAY, s -> NodeTable.day(s, room, entity, from, to), DeletionTables::nodeDeletion);
    }

    List<EdgeDeletion> edges(Uid room, String entity, long from, long to) {
        return session.list(
                SELECT_EDGE + EDGE_DAY, s -> NodeTable.day(s, room, entity, from, to), DeletionTables::edgeDeletion);
    }

    List<NodeDeletion> nodes(Uid room, Collection<Uid> ids) {
        return inRoom(SELECT_NODE, "id", room, ids, DeletionTables::nodeDeletion);
    }

    List<EdgeDeletion> edges(Uid room, Collection<Uid> sources) {
        return inRoom(SELECT_EDGE, "src", room, sources, DeletionTables::edgeDeletion);
    }

    private <T> List<T> inRoom(
            String select, String column, Uid room, Collection<Uid> ids, Session.RowReader<T> reader) {
        List<T> entries = new ArrayList<>();
        Sql.inPieces(
                Sql.bytes(ids),
                (part, length) -> entries.addAll(session.list(
                        select + column + " IN (" + Sql.marks(length) + ") AND room_id = ?",
                        s -> {
                            Sql.bindList(s, 1, part, length);
                            s.setBytes(length + 1, room.bytes());
                        },
                        reader)));
        return entries;
    }

    /** All entries of rows by their key. */
    KeyWalk<NodeDeletion> walkNodes() {
        return new KeyWalk<>(
                session, String.join(", ", NODE_COLUMNS), "_node_deletion", NODE_KEY, DeletionTables::nodeDeletion);
    }

    /** All entries of relations by their key. */
    KeyWalk<EdgeDeletion> walkEdges() {
        return new KeyWalk<>(
                session, String.join(", ", EDGE_COLUMNS), "_edge_deletion", EDGE_KEY, DeletionTables::edgeDeletion);
    }

    boolean has(NodeDeletion entry) {
        Integer found = session.first(
                "SELECT 1 FROM _node_deletion WHERE room_id = ? AND deletion_date = ? AND id = ? AND entity = ?"
                        + " AND _signature = ?",
                s -> {
                    bindKey(s, entry);
                    s.setBytes(5, entry.signature());
                },
                r -> r.getInt(1));
        return found != null;
    }

    boolean has(EdgeDeletion entry) {
        Integer found = session.first(
                "SELECT 1 FROM _edge_deletion WHERE room_id = ? AND deletion_date = ? AND src = ? AND label = ?"
                        + " AND dest = ? AND _signature = ?",
                s -> {
                    bindKey(s, entry);
                    s.setBytes(6, entry.signature());
                },
                r -> r.getInt(1));
        return found != null;
    }

    void signatures(Uid room, String entity, long from, long to, List<DatedSignature> signatures) {
        session.each(
                "SELECT _signature, deletion_date FROM _node_deletion WHERE " + NODE_DAY,
                s -> NodeTable.day(s, room, entity, from, to),
                row -> signatures.add(DatedSignature.of(row)));
        session.each(
                "SELECT _signature, deletion_date FROM _edge_deletion WHERE " + EDGE_DAY,
                s -> NodeTable.day(s, room, entity, from, to),
                row -> signatures.add(DatedSignature.of(row)));
    }

    void put(NodeDeletion entry) {
        session.update(putNode, s -> {
            bindKey(s, entry);
            s.setLong(5, entry.mdate());
            s.setBytes(6, entry.verifyingKey());
            s.setBytes(7, entry.signature());
        });
    }

    void put(EdgeDeletion entry) {
        session.update(putEdge, s -> {
            bindKey(s, entry);
            s.setString(6, entry.srcEntity());
            s.setLong(7, entry.cdate());
            s.setBytes(8, entry.verifyingKey());
            s.setBytes(9, entry.signature());
        });
    }

    boolean delete(NodeDeletion entry) {
        return session.update(
                        "DELETE FROM _node_deletion WHERE room_id = ? AND deletion_date = ? AND id = ? AND entity = ?"
                                + " AND _signature = ?",
                        s -> {
                            bindKey(s, entry);
                            s.setBytes(5, entry.signature());
                        })
                > 0;
    }

    boolean delete(EdgeDeletion entry) {
        return session.update(
                        "DELETE FROM _edge_deletion WHERE room_id = ? AND deletion_date = ? AND src = ? AND label = ?"
                                + " AND dest = ? AND _signature = ?",
                        s -> {
                            bindKey(s, entry);
                            s.setBytes(6, entry.signature());
                        })
                > 0;
    }

    private static void bindKey(PreparedStatement s, NodeDeletion entry) throws SQLException {
        s.setBytes(1, entry.roomId().bytes());
        s.setLong(2, entry.deletionDate());
        s.setBytes(3, entry.id().bytes());
        s.setString(4, entry.entity());
    }

    private static void bindKey(PreparedStatement s, EdgeDeletion entry) throws SQLException {
        s.setBytes(1, entry.roomId().bytes());
        s.setLong(2, entry.deletionDate());
        s.setBytes(3, entry.src().bytes());
        s.setString(4, entry.label());
        s.setBytes(5, entry.dest().bytes());
    }

    private static NodeDeletion nodeDeletion(ResultSet row) throws SQLException {
        return new NodeDeletion(
                Sql.uid(row, 1),
                Sql.uid(row, 3),
                row.getString(4),
                row.getLong(5),
                row.getLong(2),
                row.getBytes(6),
                row.getBytes(7));
    }

    private static EdgeDeletion edgeDeletion(ResultSet row) throws SQLException {
        return new EdgeDeletion(
                Sql.uid(row, 1),
                Sql.uid(row, 3),
                row.getString(6),
                Sql.uid(row, 5),
                row.getString(4),
                row.getLong(7),
                row.getLong(2),
                row.getBytes(8),
                row.getBytes(9));
    }
}
