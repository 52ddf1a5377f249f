package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.rows.SentRow;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.NodeIdentifier;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hold the rows that a peer named or sent until their room can be pulled (docs/protocol/41 §12.2, §12.5): by room, entity and
 * id, the latest of each. Used by the executor of the session only.
 */
final class OfferedRows {
    private final Map<Uid, Offers> rooms = new HashMap<>();

    /** Of the rows that were sent and wait, in all rooms. */
    private long bytes;

    /** What was offered of one room. */
    static final class Offers {
        /** Names by short name of the entity and id. */
        private final Map<String, Map<Uid, NodeIdentifier>> names = new LinkedHashMap<>();

        private final Map<Uid, SentRow> written = new HashMap<>();
        private int count;
        private long bytes;

        private void add(String entity, NodeIdentifier name) {
            names.computeIfAbsent(entity, key -> new LinkedHashMap<>()).put(name.id(), name);
            written.remove(name.id());
            count++;
        }

        private void add(String entity, SentRow row) {
            add(entity, row.name());
            written.put(row.row().id(), row);
            bytes += row.size();
        }

        /** The entities of which rows were offered, by short name. */
        Iterable<String> entities() {
            return names.keySet();
        }

        /** The rows of an entity that were sent. */
        List<SentRow> written(String entity) {
            return names.getOrDefault(entity, Map.of()).keySet().stream()
                    .filter(written::containsKey)
                    .map(written::get)
                    .toList();
        }

        /** The rows of an entity of which only the name is known. */
        List<NodeIdentifier> named(String entity) {
            return names.getOrDefault(entity, Map.of()).values().stream()
                    .filter(name -> !written.containsKey(name.id()))
                    .toList();
        }
    }

    /** Add what an event names or holds; false when a room has so many rows that its days are better compared. */
    boolean add(RemoteEvent.Own event) {
        Offers offers = rooms.computeIfAbsent(event.room(), key -> new Offers());
        if (event instanceof RemoteEvent.RowsChanged changed) {
            changed.rows().forEach(name -> offers.add(event.entity(), name));
        } else if (event instanceof RemoteEvent.RowsWritten written) {
            written.rows().forEach(row -> add(offers, event.entity(), row));
        }
        if (offers.count > SyncLimits.OFFERED_ROWS) {
            forget(event.room());
            return false;
        }
        return true;
    }

    private void add(Offers offers, String entity, SentRow row) {
        if (bytes + row.size() <= SyncLimits.OFFERED_BYTES) {
            offers.add(entity, row);
            bytes += row.size();
        } else {
            offers.add(entity, row.name());
        }
    }

    /** The rows of a room, which are forgotten here. */
    Offers take(Uid room) {
        Offers offers = rooms.remove(room);
        if (offers == null) {
            return new Offers();
        }
        bytes -= offers.bytes;
        return offers;
    }

    void forget(Uid room) {
        take(room);
    }

    void clear() {
        rooms.clear();
        bytes = 0;
    }
}
