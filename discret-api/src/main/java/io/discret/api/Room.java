package io.discret.api;

import java.util.List;
import java.util.Map;

/**
 * Show who may do what in a room (docs/protocol/30 §2, §12). Immutable.
 *
 * <p>Statements on one subject are in the order of their dates; the last whose date is not later than a moment holds at
 * that moment. Dates are ms since 1970.
 *
 * @param id the id of the room
 * @param mdate of the sys.Room row; 0 for a private room
 * @param admins statements on administrators, by user
 * @param authorisations by id
 */
public record Room(
        String id, long mdate, Map<VerifyingKey, List<User>> admins, Map<String, Authorisation> authorisations) {
    public Room {
        admins = Map.copyOf(admins);
        authorisations = Map.copyOf(authorisations);
    }

    /**
     * State that a user is enabled or disabled from a date on.
     *
     * @param date ms since 1970
     */
    public record User(long date, boolean enabled) {}

    /**
     * State what users may change of an entity from a date on.
     *
     * @param date ms since 1970
     * @param mutateSelf create rows, and change or delete the own ones; true when {@code mutateAll} is
     * @param mutateAll change or delete rows of everybody
     */
    public record Right(long date, boolean mutateSelf, boolean mutateAll) {}

    /**
     * Show a group of users and rights.
     *
     * @param id the id of the authorisation
     * @param mdate of its row, ms since 1970
     * @param users statements on users, by user
     * @param userAdmins statements on who may add users, by user
     * @param rights statements by full entity name, or {@code *} for those without one
     */
    public record Authorisation(
            String id,
            long mdate,
            Map<VerifyingKey, List<User>> users,
            Map<VerifyingKey, List<User>> userAdmins,
            Map<String, List<Right>> rights) {
        public Authorisation {
            users = Map.copyOf(users);
            userAdmins = Map.copyOf(userAdmins);
            rights = Map.copyOf(rights);
        }
    }
}
