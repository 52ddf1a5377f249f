package io.discret.core.write;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.SystemEntity;
import io.discret.query.DataModel;
import io.discret.query.Entity;
import io.discret.query.FieldType;
import io.discret.query.JsonValue;
import io.discret.query.Mutation;
import io.discret.query.MutationField;
import io.discret.query.MutationRow;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import io.discret.spi.SystemColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Build the rows and the result of one mutation, in the order of the text (docs/protocol/11 §6, §7, §10). Writes
 * nothing. Used by one thread, once.
 */
final class MutationRun {
    private final ScalarValues values;
    private final @Nullable StoreReader store;
    private final Supplier<Uid> freshIds;
    private final @Nullable RoomBlocks rooms;
    private final VerifyingKey self;
    private final Map<Uid, RowDraft> drafts = new LinkedHashMap<>();

    /**
     * Begin.
     *
     * @param store null when {@link #createsOnly} holds
     * @param rooms null when the mutation defines none
     * @param self the own user
     */
    MutationRun(
            ScalarValues values,
            @Nullable StoreReader store,
            Supplier<Uid> freshIds,
            @Nullable RoomBlocks rooms,
            VerifyingKey self) {
        this.values = values;
        this.store = store;
        this.freshIds = rooms == null ? freshIds : new AscendingIds(freshIds);
        this.rooms = rooms;
        this.self = self;
    }

    /** Whether no object names a stored row or defines a room, so that nothing has to be read. */
    static boolean createsOnly(Mutation mutation) {
        return !RoomText.definesRooms(mutation) && mutation.rows().stream().allMatch(MutationRun::createsOnly);
    }

    private static boolean createsOnly(MutationRow row) {
        return row.id() == null
                && row.fields().stream()
                        .allMatch(field -> !(field instanceof MutationField.Rows rows)
                                || rows.rows().stream().allMatch(MutationRun::createsOnly));
    }

    /** Build everything; the answer of the call. */
    JsonValue run(Mutation mutation) {
        Map<String, JsonValue> result = new TreeMap<>();
        for (MutationRow row : mutation.rows()) {
            result.put(row.resultKey(), topLevel(row).result());
        }
        return JsonValue.Obj.of(result);
    }

    private Built topLevel(MutationRow row) {
        if (rooms != null && RoomText.isRoom(row)) {
            return room(row, rooms);
        }
        RoomText.refuseParts(row.entity());
        return object(row);
    }

    private Built room(MutationRow row, RoomBlocks blocks) {
        RowDraft draft = draft(row);
        if (row.id() == null) {
            blocks.create(row, draft.id());
        } else {
            Set<Uid> named = new LinkedHashSet<>();
            for (MutationRow authorisation : RoomText.authorisations(row)) {
                if (authorisation.id() != null) {
                    named.add(values.uid(authorisation.id(), SystemColumn.ID.text()));
                }
            }
            blocks.update(row, draft.id(), named);
        }
        return object(row, draft);
    }

    /** The rows in the order in which the text names them first. */
    Collection<RowDraft> drafts() {
        return drafts.values();
    }

    private record Built(RowDraft draft, JsonValue result) {}

    private RowDraft draft(MutationRow row) {
        return row.id() == null ? created(row.entity()) : stored(row, values.uid(row.id(), SystemColumn.ID.text()));
    }

    private Built object(MutationRow row) {
        return object(row, draft(row));
    }

    private Built object(MutationRow row, RowDraft draft) {
        Uid room = row.roomId() == null ? null : values.uid(row.roomId(), SystemColumn.ROOM_ID.text());
        int before = draft.changes();
        Map<String, JsonValue> result = new TreeMap<>();
        result.put(SystemColumn.ID.text(), new JsonValue.Text(draft.id().toString()));
        for (MutationField field : row.fields()) {
            apply(draft, field, result);
        }
        // A room alone moves nothing, so that a room inherited by a reference does not move it (docs/protocol/11 §6.4).
        if (room != null && (row.id() == null || draft.changes() > before)) {
            draft.room(room);
        }
        return new Built(draft, JsonValue.Obj.of(result));
    }

    /** List the own user as user administrator, unless the text does (docs/protocol/30 B4). */
    private void addUserAdmin(RowDraft authorisation) {
        Entity entity = Objects.requireNonNull(DataModel.system().byShortName(SystemEntity.USER_AUTH));
        RowDraft statement = created(entity);
        statement.set(SystemEntity.USER_AUTH_KEY, new JsonValue.Text(self.toString()));
        statement.set(SystemEntity.USER_AUTH_ENABLED, new JsonValue.Bool(true));
        authorisation.append(SystemEntity.AUTHORISATION_USER_ADMIN, statement.id());
    }

    private RowDraft created(Entity entity) {
        RowDraft draft = RowDraft.create(freshIds.get(), entity);
        drafts.put(draft.id(), draft);
        return draft;
    }

    private RowDraft stored(MutationRow row, Uid id) {
        RowDraft known = drafts.get(id);
        if (known != null && known.entity().shortName().equals(row.entity().shortName())) {
            return known;
        }
        Node node = store == null ? null : store.node(id, row.entity().shortName());
        if (node == null || store == null) {
            throw new DiscretException(
                    ErrorCode.UNKNOWN_ID, "There is no row of " + row.entity().name() + " with the id " + id + ".");
        }
        RowDraft draft = RowDraft.of(node, row.entity(), store);
        drafts.put(id, draft);
        return draft;
    }

    private void apply(RowDraft draft, MutationField field, Map<String, JsonValue> result) {
        if (field instanceof MutationField.Scalar scalar) {
            JsonValue value = values.json(scalar.field(), scalar.value());
            draft.set(scalar.field().shortName(), value);
            if (ScalarValues.isJson(scalar.field()) && isBare(value)) {
                draft.holdsBareJson();
            }
            if (!scalar.fromDefault()) {
                result.put(field.name(), value);
            }
        } else if (field instanceof MutationField.Binary binary) {
            byte[] bytes = values.bytes(binary.value());
            draft.setBinary(bytes);
            result.put(field.name(), new JsonValue.Text(Base64Url.encode(bytes)));
        } else if (field instanceof MutationField.Clear clear) {
            draft.clear(clear.field().shortName());
        } else if (field instanceof MutationField.Rows rows) {
            result.put(field.name(), relation(draft, rows));
        }
    }

    private JsonValue relation(RowDraft draft, MutationField.Rows rows) {
        boolean many = rows.field().type() instanceof FieldType.Relation relation && relation.many();
        String label = rows.field().shortName();
        List<JsonValue> results = new ArrayList<>();
        for (MutationRow row : rows.rows()) {
            Built target = object(row);
            if (needsUserAdmin(draft, row)) {
                addUserAdmin(target.draft());
            }
            if (many) {
                draft.append(label, target.draft().id());
            } else {
                draft.replace(label, target.draft().id());
            }
            results.add(target.result());
        }
        return many ? new JsonValue.Arr(results) : results.get(0);
    }

    private boolean needsUserAdmin(RowDraft room, MutationRow authorisation) {
        return room.stored() != null
                && authorisation.id() == null
                && authorisation.entity().shortName().equals(SystemEntity.AUTHORISATION)
                && RoomText.has(authorisation, SystemEntity.AUTHORISATION_USERS)
                && !RoomText.names(authorisation, SystemEntity.AUTHORISATION_USER_ADMIN, self, values);
    }

    private static boolean isBare(JsonValue value) {
        return !(value instanceof JsonValue.Obj || value instanceof JsonValue.Arr || value instanceof JsonValue.Null);
    }
}
