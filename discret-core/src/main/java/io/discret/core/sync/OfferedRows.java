package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.NodeIdentifier;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hold the rows that a peer named until their room can be pulled (docs/protocol/41 §12.2): by room, entity and id, the
 * latest name of each. Used by the executor of the session only.
 */
final class OfferedRows {
    private final Map<Uid, Map<String, Map<Uid, NodeIdentifier>>> rooms = new HashMap<>();
    private final Map<Uid, Integer> counts = new HashMap<>();

    /** Add what an event names; false when a room has so many that its days are better compared. */
    boolean add(RemoteEvent.RowsChanged event) {
        int count = counts.merge(event.room(), event.rows().size(), Integer::sum);
        if (count > SyncLimits.OFFERED_ROWS) {
            forget(event.room());
            return false;
        }
        Map<Uid, NodeIdentifier> rows = rooms.computeIfAbsent(event.room(), key -> new LinkedHashMap<>())
                .computeIfAbsent(event.entity(), key -> new LinkedHashMap<>());
        event.rows().forEach(row -> rows.put(row.id(), row));
        return true;
    }

    /** The rows of a room by entity, which are forgotten here. */
    Map<String, Map<Uid, NodeIdentifier>> take(Uid room) {
        Map<String, Map<Uid, NodeIdentifier>> rows = rooms.remove(room);
        counts.remove(room);
        return rows == null ? Map.of() : rows;
    }

    void forget(Uid room) {
        take(room);
    }

    void clear() {
        rooms.clear();
        counts.clear();
    }
}
