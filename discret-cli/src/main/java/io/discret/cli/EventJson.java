package io.discret.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.api.Event;
import io.discret.api.VerifyingKey;

/** Writes events as the reference's test peer does; {@code RowsRefused} is ours alone. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(Event event) {
        ObjectNode json = Json.object().put("event", event.getClass().getSimpleName());
        if (event instanceof Event.DataChanged changed) {
            json.set("rooms", Json.of(changed.rooms()));
        } else if (event instanceof Event.RoomModified modified) {
            json.put("room", modified.room());
        } else if (event instanceof Event.PeerConnected peer) {
            connection(json, peer.key(), peer.date(), peer.connection());
        } else if (event instanceof Event.PeerDisconnected peer) {
            connection(json, peer.key(), peer.date(), peer.connection());
        } else if (event instanceof Event.RoomSynchronized room) {
            json.put("room", room.room());
        } else if (event instanceof Event.RowsRefused refused) {
            json.put("key", refused.key().toString())
                    .put("reason", refused.reason().text())
                    .put("count", refused.count());
        }
        return json;
    }

    private static void connection(ObjectNode json, VerifyingKey key, long date, String connection) {
        json.put("key", key.toString()).put("date", date).put("conn", connection);
    }
}
