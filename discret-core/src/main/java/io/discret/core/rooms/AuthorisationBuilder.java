package io.discret.core.rooms;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;

/** Collect the dated entries of one authorisation (docs/protocol/30 §2 R1, R2). Used by one thread. */
public final class AuthorisationBuilder {
    private final Uid id;
    private final DatedLists<VerifyingKey, UserEntry> users = new DatedLists<>(ErrorCode.USER_DATE_ORDER);
    private final DatedLists<VerifyingKey, UserEntry> userAdmins = new DatedLists<>(ErrorCode.USER_DATE_ORDER);
    private final DatedLists<String, RightEntry> rights = new DatedLists<>(ErrorCode.RIGHT_DATE_ORDER);
    private long mdate;

    AuthorisationBuilder(Uid id, long mdate) {
        this.id = id;
        this.mdate = mdate;
    }

    AuthorisationBuilder(Authorisation start) {
        this(start.id(), start.mdate());
        users.putAll(start.users());
        userAdmins.putAll(start.userAdmins());
        rights.putAll(start.rights());
    }

    /** Set the date of its row. */
    public AuthorisationBuilder mdate(long date) {
        mdate = date;
        return this;
    }

    /**
     * Append a statement on a user.
     *
     * @throws DiscretException with {@code USER_DATE_ORDER} when it is older than the last one on him
     */
    public AuthorisationBuilder user(VerifyingKey key, UserEntry entry) {
        users.append(key, entry);
        return this;
    }

    /**
     * Append a statement on a user administrator.
     *
     * @throws DiscretException with {@code USER_DATE_ORDER} when it is older than the last one on him
     */
    public AuthorisationBuilder userAdmin(VerifyingKey key, UserEntry entry) {
        userAdmins.append(key, entry);
        return this;
    }

    /**
     * Append a statement on the rights on an entity.
     *
     * @param entity full canonical name or {@code *}
     * @throws DiscretException with {@code RIGHT_DATE_ORDER} when it is older than the last one on the entity
     */
    public AuthorisationBuilder right(String entity, RightEntry entry) {
        rights.append(entity, entry);
        return this;
    }

    /** Insert a statement on a user where its date belongs, for what others appended apart (docs/protocol/30 B19). */
    AuthorisationBuilder insertUser(VerifyingKey key, UserEntry entry) {
        users.insert(key, entry);
        return this;
    }

    AuthorisationBuilder insertUserAdmin(VerifyingKey key, UserEntry entry) {
        userAdmins.insert(key, entry);
        return this;
    }

    AuthorisationBuilder insertRight(String entity, RightEntry entry) {
        rights.insert(entity, entry);
        return this;
    }

    /** R5 on what was collected so far. */
    boolean canAdminUsers(VerifyingKey key, long date) {
        UserEntry entry = Dated.at(userAdmins.of(key), date);
        return entry != null && entry.enabled();
    }

    Authorisation build() {
        return new Authorisation(id, mdate, users.build(), userAdmins.build(), rights.build());
    }
}
