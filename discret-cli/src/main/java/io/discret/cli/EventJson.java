package io.discret.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.api.ErrorCode;
import io.discret.api.Event;
import io.discret.api.SyncStatus;
import io.discret.api.VerifyingKey;
import java.util.Locale;
import java.util.TreeMap;

/** Writes events as the reference's test peer does; those about refused and late rows and the status are ours alone. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(Event event) {
        ObjectNode json = Json.object().put("event", event.getClass().getSimpleName());
        if (event instanceof Event.DataChanged changed) {
            json.set("rooms", Json.of(changed.rooms()));
        } else if (event instanceof Event.RoomModified modified) {
            json.put("room", modified.room().id());
        } else if (event instanceof Event.PeerConnected peer) {
            connection(json, peer.key(), peer.date(), peer.connection());
        } else if (event instanceof Event.PeerDisconnected peer) {
            connection(json, peer.key(), peer.date(), peer.connection());
        } else if (event instanceof Event.RoomSynchronized room) {
            json.put("room", room.room());
        } else if (event instanceof Event.InviteAccepted accepted) {
            json.put("invite", accepted.invite()).put("key", accepted.key().toString());
            accepted.roomRefusal().ifPresent(reason -> json.put("room_refusal", reason.text()));
        } else if (event instanceof Event.RowsRefused refused) {
            json.put("key", refused.key().toString())
                    .put("room", refused.room())
                    .put("reason", refused.reason().text())
                    .put("count", refused.count());
        } else if (event instanceof Event.LateRows late) {
            json.put("key", late.key().toString())
                    .put("room", late.room())
                    .put("author", late.author().toString())
                    .put("count", late.count());
        } else if (event instanceof Event.RowsWithdrawn withdrawn) {
            json.put("room", withdrawn.room()).put("count", withdrawn.count());
        } else if (event instanceof Event.SyncStatusChanged changed) {
            json.setAll(of(changed.status()));
        } else if (event instanceof Event.BeaconStatusChanged beacon) {
            json.put("beacon", beacon.beacon())
                    .put("connected", beacon.connected())
                    .put("reason", beacon.reason());
        } else if (event instanceof Event.PeerUnreachable peer) {
            json.put("key", peer.key().map(VerifyingKey::toString).orElse(null)).put("reason", peer.reason());
        }
        return json;
    }

    static ObjectNode of(SyncStatus status) {
        ObjectNode refused = Json.object();
        new TreeMap<>(status.refused()).forEach((reason, count) -> refused.put(reason.text(), count));
        ObjectNode json = Json.object()
                .put("key", status.peer().toString())
                .put("room", status.room())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("known", status.known())
                .put("missing", status.missing())
                .put("waiting", status.waiting())
                .put("last_contact", status.lastContact());
        json.set("refused", refused);
        return json.put("failure", status.failure().map(ErrorCode::text).orElse(null));
    }

    private static void connection(ObjectNode json, VerifyingKey key, long date, String connection) {
        json.put("key", key.toString()).put("date", date).put("conn", connection);
    }
}
