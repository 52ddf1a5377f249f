package io.discret.core.write;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.query.Entity;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.Node;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hold one row while a mutation changes it. Several objects of one mutation that name the same row work on one draft
 * (docs/protocol/11 §11.2). Used by one thread.
 */
final class RowDraft {
    private final Uid id;
    private final Entity entity;
    private final @Nullable Node stored;
    private final @Nullable StoreReader store;
    private final Map<String, LinkDraft> links = new LinkedHashMap<>();
    private @Nullable Map<String, JsonValue> members;
    private @Nullable Uid roomId;
    private byte @Nullable [] binary;
    private int changes;
    private boolean containersOnly = true;

    private RowDraft(Uid id, Entity entity, @Nullable Node stored, @Nullable StoreReader store) {
        this.id = id;
        this.entity = entity;
        this.stored = stored;
        this.store = store;
    }

    /** A row to create. */
    static RowDraft create(Uid id, Entity entity) {
        RowDraft draft = new RowDraft(id, entity, null, null);
        draft.members = new TreeMap<>();
        draft.changes = 1;
        return draft;
    }

    /** A row that is there; it stays as it is until something of it changes. */
    static RowDraft of(Node stored, Entity entity, StoreReader store) {
        RowDraft draft = new RowDraft(stored.id(), entity, stored, store);
        draft.roomId = stored.roomId();
        draft.binary = stored.binary();
        return draft;
    }

    Uid id() {
        return id;
    }

    Entity entity() {
        return entity;
    }

    @Nullable
    Node stored() {
        return stored;
    }

    /** The room after the mutation. */
    @Nullable
    Uid roomId() {
        return roomId;
    }

    /** Whether the row is written at all (docs/protocol/11 §6.4). */
    boolean changed() {
        return changes > 0;
    }

    /** How often it changed; tells whether one object of the text changes anything. */
    int changes() {
        return changes;
    }

    /** Whether every Json value set is an object or an array, as receivers want it (docs/protocol/10 §10). */
    boolean containersOnly() {
        return containersOnly;
    }

    /** Give the room; alone it changes nothing (docs/protocol/11 §6.4). */
    void room(Uid room) {
        roomId = room;
    }

    /** Set a scalar; null removes the key, because peers refuse a JSON null (docs/protocol/11 §7.3). */
    void set(String shortName, JsonValue value) {
        Map<String, JsonValue> target = members();
        if (value instanceof JsonValue.Null) {
            target.remove(shortName);
        } else {
            target.put(shortName, value);
        }
        changes++;
    }

    /** Note that a Json field holds a scalar. */
    void holdsBareJson() {
        containersOnly = false;
    }

    void setBinary(byte[] bytes) {
        binary = bytes;
        changes++;
    }

    void append(String label, Uid target) {
        count(link(label).append(target));
    }

    void replace(String label, Uid target) {
        count(link(label).replace(target));
    }

    void clear(String label) {
        count(link(label).clear());
    }

    void remove(String label, Uid target) {
        count(link(label).remove(target));
    }

    Collection<LinkDraft> links() {
        return links.values();
    }

    /** The version this draft replaces, or null for a new row. */
    @Nullable
    NodeVersion replaced() {
        return stored == null
                ? null
                : new NodeVersion(
                        id,
                        stored.roomId(),
                        stored.entity(),
                        stored.mdate(),
                        stored.verifyingKey(),
                        stored.signature());
    }

    /** The row as it will be, without a signature. */
    Node unsigned(long mdate, byte[] verifyingKey) {
        return new Node(
                id,
                roomId,
                stored == null ? mdate : stored.cdate(),
                mdate,
                entity.shortName(),
                json(),
                binary,
                verifyingKey,
                new byte[0]);
    }

    /** A row of which only relations change keeps its text byte for byte. */
    private @Nullable String json() {
        if (members == null) {
            return stored == null ? null : stored.json();
        }
        return JsonValue.Obj.of(members).compact();
    }

    private Map<String, JsonValue> members() {
        if (members == null) {
            members = new TreeMap<>();
            String text = stored == null ? null : stored.json();
            if (text != null) {
                if (!(StrictJson.parse(text) instanceof JsonValue.Obj object)) {
                    throw new DiscretException(
                            ErrorCode.JSON_NOT_OBJECT,
                            "The stored row " + id + " of " + entity.name() + " does not hold a JSON object.");
                }
                members.putAll(object.members());
            }
        }
        return members;
    }

    private void count(boolean changed) {
        changes += changed ? 1 : 0;
    }

    private LinkDraft link(String label) {
        return links.computeIfAbsent(label, key -> new LinkDraft(store, id, key));
    }
}
