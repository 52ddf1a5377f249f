package io.discret.core.adversary;

import io.discret.api.Uid;
import io.discret.core.wire.Query;
import java.util.List;

/** Name every query that asks for data (docs/protocol/40 §6.6). */
final class Queries {
    private Queries() {}

    static List<Query> all(Uid room) {
        return List.of(
                new Query.HardwareFingerprint(),
                new Query.RoomList(),
                new Query.RoomDefinition(room),
                new Query.RoomNode(room),
                new Query.RoomLog(room),
                new Query.RoomLogAt(room, 0),
                new Query.EdgeDeletionLog(room, "1.0", 0),
                new Query.NodeDeletionLog(room, "1.0", 0),
                new Query.RoomDailyNodes(room, "1.0", 0),
                new Query.Nodes(room, List.of(room)),
                new Query.Edges(room, List.of(new Query.Edges.Source(room, 0))),
                new Query.PeersForRoom(room));
    }
}
