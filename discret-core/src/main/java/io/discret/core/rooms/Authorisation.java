package io.discret.core.rooms;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.List;
import java.util.Map;

/**
 * Hold a named group of users and of rights inside a room (docs/protocol/30 §2). Immutable.
 *
 * @param id of its row
 * @param mdate of its row, ms since 1970
 * @param users entries by user, dates ascending
 * @param userAdmins entries by user, dates ascending
 * @param rights entries by full entity name or {@code *}, dates ascending
 */
public record Authorisation(
        Uid id,
        long mdate,
        Map<VerifyingKey, List<UserEntry>> users,
        Map<VerifyingKey, List<UserEntry>> userAdmins,
        Map<String, List<RightEntry>> rights) {
    /** Grants on every entity that has no entry of its own in force. */
    public static final String EVERY_ENTITY = "*";

    public Authorisation {
        users = Map.copyOf(users);
        userAdmins = Map.copyOf(userAdmins);
        rights = Map.copyOf(rights);
    }

    /** R5: whether a user may administer the users of this authorisation. */
    public boolean canAdminUsers(VerifyingKey key, long date) {
        UserEntry entry = Dated.at(userAdmins.get(key), date);
        return entry != null && entry.enabled();
    }

    /** R6: whether a user is enabled as user or as user administrator. */
    public boolean isUser(VerifyingKey key, long date) {
        UserEntry entry = Dated.at(users.get(key), date);
        return entry != null && entry.enabled() || canAdminUsers(key, date);
    }

    /** R8: whether a right on an entity is granted; an entry of the entity itself hides the wildcard. */
    public boolean grants(String entity, Right right, long date) {
        RightEntry entry = Dated.at(rights.get(entity), date);
        if (entry == null) {
            entry = Dated.at(rights.get(EVERY_ENTITY), date);
        }
        return entry != null && entry.grants(right);
    }
}
