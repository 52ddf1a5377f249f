package io.discret.store.jdbc;

import static io.discret.store.jdbc.Sql.bindBytes;
import static io.discret.store.jdbc.Sql.bindText;

import io.discret.api.Uid;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.NodeVersion;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Read and write {@code _node}. */
final class NodeTable {
    private static final String COLUMNS =
            "id, room_id, cdate, mdate, _entity, _json, _binary, verifying_key, _signature";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM _node WHERE ";

    private static final String INSERT = "INSERT INTO _node (" + COLUMNS + ", _row) VALUES (?,?,?,?,?,?,?,?,?,?)";

    private final Session session;
    private final @Nullable String unlessThere;

    NodeTable(Session session) {
        this.session = session;
        unlessThere = session.dialect().unlessThere("id");
    }

    @Nullable
    Node byId(Uid id) {
        return session.first(SELECT + "id = ?", s -> s.setBytes(1, id.bytes()), NodeTable::node);
    }

    List<Node> ofRoom(Uid room, Collection<Uid> ids) {
        List<Node> nodes = new ArrayList<>();
        Sql.inPieces(
                Sql.bytes(ids),
                (part, length) -> session.each(
                        SELECT + "id IN (" + Sql.marks(length) + ")", s -> Sql.bindList(s, 1, part, length), row -> {
                            Node node = node(row);
                            if (room.equals(node.roomId())) {
                                nodes.add(node);
                            }
                            return true;
                        }));
        return nodes;
    }

    List<Node> ofEntity(String entity, @Nullable Uid room) {
        if (room == null) {
            return session.list(
                    SELECT + "_entity = ? ORDER BY room_id, mdate, _row", s -> s.setString(1, entity), NodeTable::node);
        }
        return session.list(
                SELECT + "_entity = ? AND room_id = ? ORDER BY mdate, _row",
                s -> {
                    s.setString(1, entity);
                    s.setBytes(2, room.bytes());
                },
                NodeTable::node);
    }

    List<Node> byAuthor(String entity, Collection<byte[]> keys) {
        List<Node> nodes = new ArrayList<>();
        String source = "_entity = " + (entity.equals(Schema.PEER_ENTITY) ? Names.literal(entity) : "?")
                + " AND room_id IS NULL AND verifying_key IN (";
        int bound = entity.equals(Schema.PEER_ENTITY) ? 0 : 1;
        Sql.inPieces(
                List.copyOf(keys),
                (part, length) -> nodes.addAll(session.list(
                        SELECT + source + Sql.marks(length) + ")",
                        s -> {
                            if (bound == 1) {
                                s.setString(1, entity);
                            }
                            Sql.bindList(s, bound + 1, part, length);
                        },
                        NodeTable::node)));
        return nodes;
    }

    Map<Uid, NodeVersion> versions(Collection<Uid> ids) {
        Map<Uid, NodeVersion> versions = new HashMap<>();
        Sql.inPieces(
                Sql.bytes(ids),
                (part, length) -> session.each(
                        "SELECT id, room_id, _entity, mdate, verifying_key, _signature FROM _node WHERE id IN ("
                                + Sql.marks(length) + ")",
                        s -> Sql.bindList(s, 1, part, length),
                        row -> {
                            Uid id = Sql.uid(row, 1);
                            versions.put(
                                    id,
                                    new NodeVersion(
                                            id,
                                            Sql.optionalUid(row, 2),
                                            row.getString(3),
                                            row.getLong(4),
                                            row.getBytes(5),
                                            row.getBytes(6)));
                            return true;
                        }));
        return versions;
    }

    void eachIdentifier(Uid room, String entity, long from, long to, Consumer<NodeIdentifier> consumer) {
        session.each(
                "SELECT id, mdate, _signature FROM _node WHERE _entity = ? AND room_id = ? AND mdate >= ? AND mdate < ?",
                s -> day(s, room, entity, from, to),
                row -> {
                    consumer.accept(new NodeIdentifier(Sql.uid(row, 1), row.getLong(2), row.getBytes(3)));
                    return true;
                });
    }

    void eachOfDay(Uid room, String entity, long from, long to, Consumer<Node> consumer) {
        session.each(
                SELECT + "_entity = ? AND room_id = ? AND mdate >= ? AND mdate < ?",
                s -> day(s, room, entity, from, to),
                row -> {
                    consumer.accept(node(row));
                    return true;
                });
    }

    void signatures(Uid room, String entity, long from, long to, List<DatedSignature> signatures) {
        session.each(
                "SELECT _signature, mdate FROM _node WHERE _entity = ? AND room_id = ? AND mdate >= ? AND mdate < ?",
                s -> day(s, room, entity, from, to),
                row -> signatures.add(DatedSignature.of(row)));
    }

    /** All rows in the order of their numbers. */
    KeyWalk<Node> walk() {
        return new KeyWalk<>(session, COLUMNS, "_node", List.of("_row"), NodeTable::node);
    }

    /** The number of the row with an id, or null. */
    @Nullable
    Long rowOf(Uid id) {
        return session.first("SELECT _row FROM _node WHERE id = ?", s -> s.setBytes(1, id.bytes()), r -> r.getLong(1));
    }

    /** The greatest row number in use, 0 when there is no row. */
    long lastRow() {
        Long last = session.first("SELECT max(_row) FROM _node", Session.Binding.NONE, r -> r.getLong(1));
        return last == null ? 0 : last;
    }

    /**
     * Insert a row under a number unless its id is taken. Most rows are new, so where it costs less nobody looks first.
     *
     * @return the number of the row that has its id; null = it was inserted
     */
    @Nullable
    Long insert(long row, Node node) {
        if (unlessThere != null) {
            return insert(INSERT + unlessThere, row, node) ? null : rowOf(node.id());
        }
        Long taken = rowOf(node.id());
        if (taken == null) {
            insert(INSERT, row, node);
        }
        return taken;
    }

    private boolean insert(String sql, long row, Node node) {
        int inserted = session.update(sql, s -> {
            s.setBytes(1, node.id().bytes());
            bindContent(s, 2, node);
            s.setLong(10, row);
        });
        return inserted > 0;
    }

    void replace(long row, Node node) {
        session.update(
                "UPDATE _node SET room_id = ?, cdate = ?, mdate = ?, _entity = ?, _json = ?, _binary = ?,"
                        + " verifying_key = ?, _signature = ? WHERE _row = ?",
                s -> {
                    bindContent(s, 1, node);
                    s.setLong(9, row);
                });
    }

    void delete(long row) {
        session.update("DELETE FROM _node WHERE _row = ?", s -> s.setLong(1, row));
    }

    private static void bindContent(PreparedStatement s, int from, Node node) throws SQLException {
        Uid room = node.roomId();
        bindBytes(s, from, room == null ? null : room.bytes());
        s.setLong(from + 1, node.cdate());
        s.setLong(from + 2, node.mdate());
        s.setString(from + 3, node.entity());
        bindText(s, from + 4, node.json());
        bindBytes(s, from + 5, node.binary());
        s.setBytes(from + 6, node.verifyingKey());
        s.setBytes(from + 7, node.signature());
    }

    static void day(PreparedStatement s, Uid room, String entity, long from, long to) throws SQLException {
        s.setString(1, entity);
        s.setBytes(2, room.bytes());
        s.setLong(3, from);
        s.setLong(4, to);
    }

    private static Node node(ResultSet row) throws SQLException {
        return new Node(
                Sql.uid(row, 1),
                Sql.optionalUid(row, 2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getBytes(7),
                row.getBytes(8),
                row.getBytes(9));
    }
}
