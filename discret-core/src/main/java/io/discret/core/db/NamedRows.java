package io.discret.core.db;

import io.discret.api.Uid;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collect the rows that one commit wrote into one room, so that peers can be told of these instead of the whole day
 * (docs/protocol/41 §12.2). Filled by the writer, read-only for everybody else.
 */
final class NamedRows {
    /** With more the day is compared: an event of about 6 KiB tells as much as its answer would. */
    static final int MOST = 64;

    private final Map<String, Map<Uid, NodeIdentifier>> rows = new TreeMap<>();
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

    void addAll(NamedRows other) {
        if (other.givenUp) {
            giveUp();
        }
        other.rows.forEach((entity, own) -> own.values().forEach(row -> add(entity, row)));
    }

    /** Something changed that no name tells, or too much. */
    void giveUp() {
        givenUp = true;
        rows.clear();
    }

    /** By short name of the entity; empty when there is more to tell. */
    Map<String, List<NodeIdentifier>> byEntity() {
        Map<String, List<NodeIdentifier>> all = new TreeMap<>();
        rows.forEach((entity, own) -> all.put(entity, new ArrayList<>(own.values())));
        return all;
    }
}
