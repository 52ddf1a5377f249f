package io.discret.core.rooms;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collect the dated entries of a room (docs/protocol/30 §2 R1, R2). Used by one thread. */
public final class RoomBuilder {
    private final Uid id;
    private final DatedLists<VerifyingKey, UserEntry> admins = new DatedLists<>(ErrorCode.USER_DATE_ORDER);
    private final Map<Uid, AuthorisationBuilder> authorisations = new LinkedHashMap<>();
    private long mdate;

    /** Start with an empty room. */
    public RoomBuilder(Uid id, long mdate) {
        this.id = id;
        this.mdate = mdate;
    }

    /** Start with a copy of a room. */
    public RoomBuilder(Room start) {
        this(start.id(), start.mdate());
        admins.putAll(start.admins());
        start.authorisations().forEach((auth, from) -> authorisations.put(auth, new AuthorisationBuilder(from)));
    }

    /** Set the date of the definition. */
    public RoomBuilder mdate(long date) {
        mdate = date;
        return this;
    }

    /**
     * Append a statement on an administrator.
     *
     * @throws DiscretException with {@code USER_DATE_ORDER} when it is older than the last one on him
     */
    public RoomBuilder admin(VerifyingKey key, UserEntry entry) {
        admins.append(key, entry);
        return this;
    }

    /** Insert a statement where its date belongs, for what others appended apart (docs/protocol/30 B19). */
    RoomBuilder insertAdmin(VerifyingKey key, UserEntry entry) {
        admins.insert(key, entry);
        return this;
    }

    /** The authorisation with an id; made when there is none, with the date of its row. */
    public AuthorisationBuilder authorisation(Uid authorisation, long date) {
        return authorisations.computeIfAbsent(authorisation, absent -> new AuthorisationBuilder(absent, date));
    }

    /** R4 on what was collected so far. */
    public boolean isAdmin(VerifyingKey key, long date) {
        UserEntry entry = Dated.at(admins.of(key), date);
        return entry != null && entry.enabled();
    }

    /** The room as collected so far; may go on. */
    public Room build() {
        Map<Uid, Authorisation> built = new LinkedHashMap<>();
        authorisations.forEach((auth, builder) -> built.put(auth, builder.build()));
        return new Room(id, mdate, admins.build(), built);
    }
}
