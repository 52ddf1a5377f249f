package io.discret.core.db;

import io.discret.api.Uid;
import io.discret.core.rows.SentRow;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collect the rows that one commit wrote into one room, so that peers can be told of these instead of the whole day
 * (docs/protocol/41 §12.2). Filled by the writer, read-only for everybody else.
 */
final class NamedRows {
    /** With more the day is compared: an event of about 6 KiB tells as much as its answer would. */
    static final int MOST = 64;

    private final Map<String, Map<Uid, NodeIdentifier>> rows = new TreeMap<>();
    private final Map<Uid, SentRow> written = new HashMap<>();
    private int size;
    private boolean givenUp;

    void add(Node row) {
        add(row.entity(), new NodeIdentifier(row.id(), row.mdate(), row.signature()));
    }

    private void add(String entity, NodeIdentifier row) {
        if (givenUp) {
            return;
        }
        if (rows.computeIfAbsent(entity, key -> new LinkedHashMap<>()).put(row.id(), row) == null) {
            size++;
        }
        if (size > MOST) {
            giveUp();
        }
    }

    /** A row that was added was written here, with these relations. */
    void add(SentRow row) {
        if (!givenUp) {
            written.merge(row.row().id(), row, NamedRows::joined);
        }
    }

    /** Two writes of one row in one commit are one for who has the version before. */
    private static SentRow joined(SentRow first, SentRow second) {
        List<Edge> edges = new ArrayList<>(first.edges());
        edges.addAll(second.edges());
        return new SentRow(second.row(), first.base(), edges);
    }

    void addAll(NamedRows other) {
        if (other.givenUp) {
            giveUp();
        }
        other.rows.forEach((entity, own) -> own.values().forEach(row -> add(entity, row)));
        other.written.values().forEach(this::add);
    }

    /** Something changed that no name tells, or too much. */
    void giveUp() {
        givenUp = true;
        rows.clear();
        written.clear();
    }

    /** The row behind a name, when it was written here and nothing else came after it. */
    @Nullable
    SentRow written(NodeIdentifier name) {
        SentRow row = written.get(name.id());
        return row != null && row.name().equals(name) ? row : null;
    }

    /** By short name of the entity; empty when there is more to tell. */
    Map<String, List<NodeIdentifier>> byEntity() {
        Map<String, List<NodeIdentifier>> all = new TreeMap<>();
        rows.forEach((entity, own) -> all.put(entity, new ArrayList<>(own.values())));
        return all;
    }
}
