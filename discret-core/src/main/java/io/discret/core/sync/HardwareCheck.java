package io.discret.core.sync;

import io.discret.core.wire.HardwareFingerprint;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.Node;
import io.discret.spi.NodeVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Decide whether a device of the same user is let in (docs/protocol/20 §10, 31 §7).
 *
 * <p>Rows are signed, and one that exists is never overwritten: the user may have set it (20 "Where to do better" 3, 4).
 */
final class HardwareCheck {
    /** Short name of sys.AllowedHardware. */
    static final String ENTITY = "0.6";

    private static final String NAME = "32";
    private static final String STATUS = "33";

    /** The word of the reference. */
    private static final String ALLOWED = "allowed";

    /** The word of its documentation. */
    private static final String ENABLED = "enabled";

    private static final String PENDING = "pending";

    /** Date of a row that nobody decided on. */
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
                    if (known != null && !(welcome && isUndecided(known))) {
                        return isAllowed(known) ? Outcome.ACCEPTED : Outcome.REFUSED;
                    }
                    NodeVersion old =
                            transaction.reader().versions(List.of(device.id())).get(device.id());
                    transaction.putNode(context.sign(draft(device, welcome)), old);
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
                && row.entity().equals(ENTITY)
                && context.privateRoom().equals(row.roomId());
    }

    private boolean isAllowed(Node row) {
        String json = row.json();
        if (!row.entity().equals(ENTITY) || !context.privateRoom().equals(row.roomId()) || json == null) {
            return false;
        }
        return StrictJson.parse(json) instanceof JsonValue.Obj object
                && object.get(STATUS) instanceof JsonValue.Text status
                && (status.value().equals(ALLOWED) || status.value().equals(ENABLED));
    }

    /** A row that only waits is dated 0, so that on no other device it replaces one that allows. */
    private Node draft(HardwareFingerprint device, boolean welcome) {
        long date = welcome ? context.environment().clock().millis() : UNDECIDED;
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(NAME, new JsonValue.Text(device.name()));
        members.put(STATUS, new JsonValue.Text(welcome ? ALLOWED : PENDING));
        return new Node(
                device.id(),
                context.privateRoom(),
                date,
                date,
                ENTITY,
                JsonValue.Obj.of(members).compact(),
                null,
                context.self().bytes(),
                new byte[0]);
    }
}
