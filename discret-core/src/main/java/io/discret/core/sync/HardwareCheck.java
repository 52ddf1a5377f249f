package io.discret.core.sync;

import io.discret.core.peers.Devices;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.query.JsonValue;
import io.discret.query.SearchText;
import io.discret.spi.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Decide whether a device of the same user is let in (docs/protocol/20 §10, 31 §7).
 *
 * <p>Rows are signed, and one that exists is never overwritten: the user may have set it (20 "Where to do better" 3, 4).
 */
final class HardwareCheck {
    private static final String PENDING = "pending";

    /** Characters kept of a name: enough for people, and no device can fill the database with one message. */
    private static final int LONGEST_NAME = 256;

    /**
     * Date of a row that no user decided on. Such rows enter no daily log and stay on their device: a reference device
     * keeps one of its own under the same id and refuses ours, again at each synchronisation (docs/protocol/20 §10).
     * What a user decides by a mutation is dated and travels.
     */
    private static final long UNDECIDED = 0;

    private final SessionContext context;

    HardwareCheck(SessionContext context) {
        this.context = context;
    }

    private enum Outcome {
        ACCEPTED,
        REFUSED,
        NEWLY_PENDING
    }

    /**
     * Decide, and note the device when it is new.
     *
     * @param local whether the peer was met on the local network
     */
    CompletableFuture<Boolean> accept(HardwareFingerprint device, boolean local) {
        boolean welcome = local && context.settings().autoAcceptLocalDevice();
        return context.database()
                .write(transaction -> {
                    Node known = transaction.reader().node(device.id());
                    if (known != null && isAllowed(known)) {
                        return Outcome.ACCEPTED;
                    }
                    if (known != null && !(welcome && isUndecided(known))) {
                        return Outcome.REFUSED;
                    }
                    Node row = context.sign(draft(device, welcome));
                    transaction.store().putNode(row, SearchText.of(Objects.requireNonNull(row.json())));
                    return welcome ? Outcome.ACCEPTED : Outcome.NEWLY_PENDING;
                })
                .thenApply(outcome -> {
                    if (outcome == Outcome.NEWLY_PENDING) {
                        context.hardwarePending();
                    }
                    return outcome == Outcome.ACCEPTED;
                });
    }

    /**
     * Whether a row only says that this device was met where it could not be welcomed. An acceptor whose multicast was
     * lost meets the dialer so; the next time it may have heard it.
     */
    private boolean isUndecided(Node row) {
        return row.mdate() == UNDECIDED
                && row.entity().equals(SystemEntity.ALLOWED_HARDWARE)
                && context.privateRoom().equals(row.roomId());
    }

    private boolean isAllowed(Node row) {
        return row.entity().equals(SystemEntity.ALLOWED_HARDWARE)
                && context.privateRoom().equals(row.roomId())
                && Devices.isAllowed(row);
    }

    private static String bounded(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        boolean pair = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1));
        return name.substring(0, pair ? LONGEST_NAME - 1 : LONGEST_NAME);
    }

    private Node draft(HardwareFingerprint device, boolean welcome) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(SystemEntity.ALLOWED_HARDWARE_NAME, new JsonValue.Text(bounded(device.name())));
        members.put(SystemEntity.ALLOWED_HARDWARE_STATUS, new JsonValue.Text(welcome ? Devices.ALLOWED : PENDING));
        return new Node(
                device.id(),
                context.privateRoom(),
                UNDECIDED,
                UNDECIDED,
                SystemEntity.ALLOWED_HARDWARE,
                JsonValue.Obj.of(members).compact(),
                null,
                context.self().bytes(),
                new byte[0]);
    }
}
