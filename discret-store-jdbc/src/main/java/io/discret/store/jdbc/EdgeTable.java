package io.discret.store.jdbc;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Read and write {@code _edge}. */
final class EdgeTable {
    private static final List<String> COLUMNS =
            List.of("src", "label", "dest", "src_entity", "cdate", "verifying_key", "_signature");
    private static final String SELECT =
            "SELECT e.src, e.label, e.dest, e.src_entity, e.cdate, e.verifying_key, e._signature FROM _edge e";

    private final Session session;
    private final String upsert;

    EdgeTable(Session session) {
        this.session = session;
        upsert = session.dialect().upsert("_edge", COLUMNS, List.of("src", "label", "dest"));
    }

    /** All relations by their key. */
    KeyWalk<Edge> walk() {
        return new KeyWalk<>(session, String.join(", ", COLUMNS), "_edge", COLUMNS.subList(0, 3), EdgeTable::edge);
    }

    @Nullable
    Edge get(Uid src, String label, Uid dest) {
        return session.first(
                SELECT + " WHERE e.src = ? AND e.label = ? AND e.dest = ?", key(src, label, dest), EdgeTable::edge);
    }

    List<Edge> ofLabel(Uid src, String label) {
        return session.list(
                SELECT + " WHERE e.src = ? AND e.label = ? ORDER BY e.dest",
                s -> {
                    s.setBytes(1, src.bytes());
                    s.setString(2, label);
                },
                EdgeTable::edge);
    }

    List<Edge> to(Uid dest) {
        return session.list(
                SELECT + " WHERE e.dest = ? ORDER BY e.src, e.label",
                s -> s.setBytes(1, dest.bytes()),
                EdgeTable::edge);
    }

    List<Edge> ofSources(Uid room, Map<Uid, Long> leastDates) {
        List<Edge> edges = new ArrayList<>();
        Sql.inPieces(
                Sql.bytes(leastDates.keySet()),
                (part, length) -> session.each(
                        SELECT + " CROSS JOIN _node n WHERE e.src IN (" + Sql.marks(length)
                                + ") AND n.id = e.src AND n.room_id = ?",
                        s -> {
                            Sql.bindList(s, 1, part, length);
                            s.setBytes(length + 1, room.bytes());
                        },
                        row -> {
                            Edge edge = edge(row);
                            Long least = leastDates.get(edge.src());
                            if (least != null && edge.cdate() >= least) {
                                edges.add(edge);
                            }
                            return true;
                        }));
        return edges;
    }

    void put(Edge edge) {
        session.update(upsert, s -> {
            s.setBytes(1, edge.src().bytes());
            s.setString(2, edge.label());
            s.setBytes(3, edge.dest().bytes());
            s.setString(4, edge.srcEntity());
            s.setLong(5, edge.cdate());
            s.setBytes(6, edge.verifyingKey());
            s.setBytes(7, edge.signature());
        });
    }

    boolean delete(Uid src, String label, Uid dest) {
        return session.update("DELETE FROM _edge WHERE src = ? AND label = ? AND dest = ?", key(src, label, dest)) > 0;
    }

    void deleteAllOf(Uid node) {
        byte[] id = node.bytes();
        session.update("DELETE FROM _edge WHERE src = ?", s -> s.setBytes(1, id));
        session.update("DELETE FROM _edge WHERE dest = ?", s -> s.setBytes(1, id));
    }

    private static Session.Binding key(Uid src, String label, Uid dest) {
        return s -> {
            s.setBytes(1, src.bytes());
            s.setString(2, label);
            s.setBytes(3, dest.bytes());
        };
    }

    private static Edge edge(ResultSet row) throws SQLException {
        return new Edge(
                Sql.uid(row, 1),
                row.getString(4),
                row.getString(2),
                Sql.uid(row, 3),
                row.getLong(5),
                row.getBytes(6),
                row.getBytes(7));
    }
}
