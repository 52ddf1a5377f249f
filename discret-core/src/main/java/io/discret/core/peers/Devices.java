package io.discret.core.peers;

import io.discret.api.Uid;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.util.HashSet;
import java.util.Set;

/**
 * Say what the user decided about his devices (docs/protocol/31 §7, P4). Immutable.
 *
 * @param allowed ids of those he let in
 * @param refused ids of those he did not
 */
public record Devices(Set<Uid> allowed, Set<Uid> refused) {
    /** The word of the reference. */
    public static final String ALLOWED = "allowed";

    /** The word of its documentation. */
    private static final String ENABLED = "enabled";

    /** Date of a row that nobody decided on. */
    private static final long UNDECIDED = 0;

    public Devices {
        allowed = Set.copyOf(allowed);
        refused = Set.copyOf(refused);
    }

    /** Whether the row of a device lets it in. */
    public static boolean isAllowed(Node row) {
        String status = Fields.text(row, SystemEntity.ALLOWED_HARDWARE_STATUS);
        return status.equals(ALLOWED) || status.equals(ENABLED);
    }

    /** Read the rows that carry a decision. */
    public static Devices read(StoreReader store, Uid privateRoom) {
        Set<Uid> allowed = new HashSet<>();
        Set<Uid> refused = new HashSet<>();
        for (Node row : store.nodesOf(SystemEntity.ALLOWED_HARDWARE, privateRoom)) {
            if (row.mdate() != UNDECIDED) {
                (isAllowed(row) ? allowed : refused).add(row.id());
            }
        }
        return new Devices(allowed, refused);
    }
}
