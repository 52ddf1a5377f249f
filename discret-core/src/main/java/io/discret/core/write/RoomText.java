package io.discret.core.write;

import io.discret.api.AccessDeniedException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.SystemEntity;
import io.discret.query.Entity;
import io.discret.query.JsonValue;
import io.discret.query.Mutation;
import io.discret.query.MutationField;
import io.discret.query.MutationRow;
import java.util.List;

/** Refuse what a sys.Room object must not say, whatever is stored (docs/protocol/30 M1, M3-M5). Stateless. */
final class RoomText {
    private RoomText() {}

    /** Whether a top-level object defines a room. */
    static boolean isRoom(MutationRow row) {
        return row.entity().shortName().equals(SystemEntity.ROOM);
    }

    /** Whether a mutation defines a room. */
    static boolean definesRooms(Mutation mutation) {
        return mutation.rows().stream().anyMatch(RoomText::isRoom);
    }

    /** Refuse parts of a room outside of a sys.Room (docs/protocol/11 §8 rule 1). */
    static void refuseParts(Entity entity) {
        if (SystemEntity.ROOM_DEFINITION.contains(entity.shortName())) {
            throw new AccessDeniedException(
                    ErrorCode.SYSTEM_ENTITY_OUTSIDE_ROOM,
                    entity.name() + " is a part of a room: write it inside of a sys.Room.");
        }
    }

    /** Check the object of a room, with all it holds. */
    static void check(MutationRow room) {
        requireNoRoom(room);
        requireNoRemoval(room);
        for (MutationRow part : parts(room)) {
            requireNoRoom(part);
            requireNoRemoval(part);
            if (part.entity().shortName().equals(SystemEntity.AUTHORISATION)) {
                parts(part).forEach(RoomText::requireStatement);
            } else {
                requireStatement(part);
            }
        }
    }

    /** The authorisations of a room, as the text names them. */
    static List<MutationRow> authorisations(MutationRow room) {
        return parts(room).stream()
                .filter(part -> part.entity().shortName().equals(SystemEntity.AUTHORISATION))
                .toList();
    }

    /** Whether a room says nothing but users of authorisations that are there (docs/protocol/30 B6). */
    static boolean addsUsersOnly(MutationRow room) {
        return !parts(room).isEmpty()
                && rowsOnly(room, SystemEntity.ROOM_AUTHORISATIONS)
                && parts(room).stream()
                        .allMatch(part -> part.id() != null && rowsOnly(part, SystemEntity.AUTHORISATION_USERS));
    }

    private static boolean rowsOnly(MutationRow row, String label) {
        return row.fields().stream()
                .allMatch(field -> field instanceof MutationField.Rows rows
                        && rows.field().shortName().equals(label));
    }

    /** Whether an authorisation says something under a label. */
    static boolean has(MutationRow authorisation, String label) {
        return authorisation.fields().stream()
                .anyMatch(field -> field instanceof MutationField.Rows rows
                        && rows.field().shortName().equals(label));
    }

    /** Whether an authorisation enables a user under a label. */
    static boolean names(MutationRow authorisation, String label, VerifyingKey user, ScalarValues values) {
        return authorisation.fields().stream()
                .filter(field -> field instanceof MutationField.Rows rows
                        && rows.field().shortName().equals(label))
                .flatMap(field -> ((MutationField.Rows) field).rows().stream())
                .anyMatch(row -> says(row, SystemEntity.USER_AUTH_KEY, new JsonValue.Text(user.toString()), values)
                        && says(row, SystemEntity.USER_AUTH_ENABLED, new JsonValue.Bool(true), values));
    }

    private static boolean says(MutationRow row, String shortName, JsonValue value, ScalarValues values) {
        return row.fields().stream()
                .anyMatch(field -> field instanceof MutationField.Scalar scalar
                        && scalar.field().shortName().equals(shortName)
                        && values.json(scalar.field(), scalar.value()).equals(value));
    }

    private static List<MutationRow> parts(MutationRow row) {
        return row.fields().stream()
                .flatMap(field -> field instanceof MutationField.Rows rows
                        ? rows.rows().stream()
                        : List.<MutationRow>of().stream())
                .toList();
    }

    private static void requireNoRemoval(MutationRow row) {
        for (MutationField field : row.fields()) {
            if (field instanceof MutationField.Clear) {
                throw new DiscretException(
                        ErrorCode.ROOM_REFERENCE_REMOVAL,
                        "Nothing is ever removed from a room ('" + field.name() + "' of "
                                + row.entity().name() + "); disable users and rights with new entries.");
            }
        }
    }

    /** What is said about users and rights stays as history; it is changed by saying something newer. */
    private static void requireStatement(MutationRow row) {
        requireNoRoom(row);
        if (row.id() != null) {
            throw new AccessDeniedException(
                    ErrorCode.UPDATE_FORBIDDEN,
                    "An entry of " + row.entity().name()
                            + " is never changed; add a new one without 'id', the latest one holds.");
        }
    }

    private static void requireNoRoom(MutationRow row) {
        if (row.roomId() != null) {
            throw new DiscretException(
                    ErrorCode.ROOM_ID_FORBIDDEN,
                    "Rooms and their parts are in no room: leave 'room_id' of "
                            + row.entity().name() + " out.");
        }
    }
}
