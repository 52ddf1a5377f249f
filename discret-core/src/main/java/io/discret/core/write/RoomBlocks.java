package io.discret.core.write;

import io.discret.api.AccessDeniedException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.ChangedDefinition;
import io.discret.core.rooms.DefinitionChange;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomAdmission;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.wire.RoomNode;
import io.discret.query.MutationRow;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Create and change rooms in one mutation (docs/protocol/30 §3). Several objects that name the same room work on one
 * definition (B14). Used by one thread, inside the transaction.
 */
final class RoomBlocks {
    private final WriteTransaction transaction;
    private final Rooms rooms;
    private final Author author;
    private final VerifyingKey self;
    private final long now;
    private final boolean userAdminsAddUsers;
    private final Map<Uid, Touched> touched = new LinkedHashMap<>();

    /**
     * Begin.
     *
     * @param userAdminsAddUsers whether user administrators may add users (docs/protocol/30 B6)
     */
    RoomBlocks(WriteTransaction transaction, Rooms inForce, Author author, long now, boolean userAdminsAddUsers) {
        this.transaction = transaction;
        this.rooms = transaction.rooms(inForce);
        this.author = author;
        self = author.key();
        this.now = now;
        this.userAdminsAddUsers = userAdminsAddUsers;
    }

    /**
     * A room of the text; both are null when it is new.
     *
     * @param asAdmin whether the user may sign the room and its authorisations
     */
    private record Touched(@Nullable RoomNode stored, @Nullable Room before, boolean asAdmin) {}

    /**
     * Take a new room.
     *
     * @throws DiscretException when the text says what it must not
     */
    void create(MutationRow row, Uid id) {
        RoomText.check(row);
        touched.put(id, new Touched(null, null, true));
        RoomText.authorisations(row).stream()
                .map(MutationRow::id)
                .filter(given -> given != null)
                .findAny()
                .ifPresent(given -> {
                    throw notOfRoom("the new room");
                });
    }

    /**
     * Take a room that is stored. Who is no administrator may change nothing, so that is the first check (M2).
     *
     * @param authorisations ids that the text gives
     * @throws DiscretException when it is not known, when the user is no administrator, or when the text says what it
     *     must not
     */
    void update(MutationRow row, Uid id, Set<Uid> authorisations) {
        Room before = rooms.room(id);
        RoomNode stored = StoredDefinitions.read(transaction.reader(), id).orElse(null);
        if (before == null || stored == null) {
            throw new DiscretException(
                    ErrorCode.UNKNOWN_ROOM, "The room " + id + " is not in force here; wait until a peer has sent it.");
        }
        boolean admin = before.isAdmin(self, Math.max(now, lastChange(before)));
        if (!admin && !mayAddUsers(row, before, authorisations)) {
            throw new AccessDeniedException(
                    ErrorCode.NOT_AUTHORISED, "Only an administrator changes the room " + id + "; ask one of them.");
        }
        RoomText.check(row);
        touched.putIfAbsent(id, new Touched(stored, before, admin));
        if (!before.authorisations().keySet().containsAll(authorisations)) {
            throw notOfRoom("the room " + id);
        }
    }

    /** Users of authorisations whose users he administers, and nothing else. */
    private boolean mayAddUsers(MutationRow row, Room before, Set<Uid> authorisations) {
        long date = Math.max(now, lastChange(before));
        return userAdminsAddUsers
                && RoomText.addsUsersOnly(row)
                && authorisations.stream()
                        .map(before.authorisations()::get)
                        .allMatch(one -> one != null && one.canAdminUsers(self, date));
    }

    private static DiscretException notOfRoom(String room) {
        return new DiscretException(
                ErrorCode.NOT_IN_ROOM,
                "An authorisation with an 'id' must be one of " + room + "; leave 'id' out to add a new one.");
    }

    /** The date to give to the mutation: after everything that is said about these rooms. */
    long date() {
        long date = now;
        for (Touched room : touched.values()) {
            if (room.before() != null) {
                date = Math.max(date, lastChange(room.before()) + 1);
            }
        }
        return date;
    }

    /** What clocks of honest devices cannot explain is no reason to follow. */
    private long lastChange(Room room) {
        return room.lastChange(now + DraftSigning.CLOCK_SKEW);
    }

    /**
     * Check all definitions, then write them.
     *
     * @param rows signed, by id
     * @param edges signed, in the order of the text
     */
    void write(Map<Uid, Node> rows, List<Edge> edges) {
        Map<RoomNode, Long> definitions = new LinkedHashMap<>();
        touched.forEach((id, room) -> {
            List<Edge> own = edgesOf(id, room, edges);
            long date = own.stream().mapToLong(Edge::cdate).max().orElse(date());
            // A room or an authorisation signed by a user administrator is refused with all it holds (H6).
            Map<Uid, Node> signed = room.asAdmin() ? rows : withoutKnown(rows, id, room);
            RoomNode changed = new DefinitionChange(id, self, date, signed, own).apply(room.stored(), room.before());
            // A new room holds what one user said in one ms, and may be without administrators (docs/protocol/30 §14).
            RoomNode definition = room.stored() == null ? changed : judged(room, changed, signed);
            definitions.put(definition, definitionDate(room.stored(), definition, date));
        });
        definitions.forEach(transaction::putDefinition);
    }

    private RoomNode judged(Touched room, RoomNode changed, Map<Uid, Node> own) {
        RoomNode kept = ChangedDefinition.judged(changed, own.values());
        return room.asAdmin() ? ChangedDefinition.signedAnew(kept, self, date(), author::sign) : kept;
    }

    private static Map<Uid, Node> withoutKnown(Map<Uid, Node> rows, Uid id, Touched room) {
        Map<Uid, Node> fresh = new HashMap<>(rows);
        fresh.remove(id);
        if (room.before() != null) {
            fresh.keySet().removeAll(room.before().authorisations().keySet());
        }
        return fresh;
    }

    private static List<Edge> edgesOf(Uid id, Touched room, List<Edge> edges) {
        Set<Uid> sources = new HashSet<>();
        sources.add(id);
        if (room.before() != null) {
            sources.addAll(room.before().authorisations().keySet());
        }
        edges.stream().filter(edge -> edge.src().equals(id)).forEach(edge -> sources.add(edge.dest()));
        return edges.stream().filter(edge -> sources.contains(edge.src())).toList();
    }

    /** The date of the mutation, and later than the one peers know, or they would not fetch it (M9, B18). */
    private static long definitionDate(@Nullable RoomNode stored, RoomNode definition, long date) {
        long own = Math.max(date, DefinitionRows.lastModified(definition));
        if (stored == null) {
            return own;
        }
        long last = stored.lastModified();
        boolean same = DefinitionRows.nodes(stored).equals(DefinitionRows.nodes(definition));
        return own > last ? own : same ? last : RoomAdmission.dateAfter(last, definition);
    }
}
