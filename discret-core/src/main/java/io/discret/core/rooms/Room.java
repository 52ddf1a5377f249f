package io.discret.core.rooms;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decide who may do what in a room, from its dated definition (docs/protocol/30 §2). Immutable.
 *
 * @param mdate of the definition, ms since 1970
 * @param admins entries by user, dates ascending
 */
public record Room(
        Uid id, long mdate, Map<VerifyingKey, List<UserEntry>> admins, Map<Uid, Authorisation> authorisations) {

    public Room {
        admins = Map.copyOf(admins);
        authorisations = Map.copyOf(authorisations);
    }

    /** The room of the devices of one user: never stored, the same on each of them (docs/protocol/20 §7.3). */
    public static Room privateRoom(Uid id, Uid authorisation, VerifyingKey owner) {
        Authorisation only = new Authorisation(
                authorisation,
                0,
                Map.of(owner, List.of(new UserEntry(0, true))),
                Map.of(),
                Map.of(Authorisation.EVERY_ENTITY, List.of(new RightEntry(0, true, false))));
        return new Room(id, 0, Map.of(), Map.of(authorisation, only));
    }

    /** R4: whether a user is an administrator of the room. */
    public boolean isAdmin(VerifyingKey key, long date) {
        UserEntry entry = Dated.at(admins.get(key), date);
        return entry != null && entry.enabled();
    }

    /** R7: whether a user may read everything in the room. */
    public boolean isMember(VerifyingKey key, long date) {
        return isAdmin(key, date) || authorisations.values().stream().anyMatch(a -> a.isUser(key, date));
    }

    /**
     * R9: whether a user may change rows of an entity.
     *
     * @param entity the full canonical name, compared exactly
     * @param date ms since 1970: mdate of a row, cdate of an edge, deletion date of an entry
     */
    public boolean can(VerifyingKey key, String entity, long date, Right right) {
        boolean admin = isAdmin(key, date);
        for (Authorisation a : authorisations.values()) {
            if ((admin || a.isUser(key, date)) && a.grants(entity, right, date)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The date of the last statement on a user or on rights that is not later than a date; 0 when there is none. A row
     * written after it was seen must not be dated before it.
     */
    public long lastChangeFor(VerifyingKey key, long until) {
        long last = last(admins.getOrDefault(key, List.of()), until);
        for (Authorisation part : authorisations.values()) {
            last = Math.max(last, last(part.users().getOrDefault(key, List.of()), until));
            last = Math.max(last, last(part.userAdmins().getOrDefault(key, List.of()), until));
            last = Math.max(last, last(part.rights(), until));
        }
        return last;
    }

    /** The date of the last statement on anybody or anything that is not later than a date; 0 when there is none. */
    public long lastChange(long until) {
        long last = last(admins, until);
        for (Authorisation part : authorisations.values()) {
            last = Math.max(last, last(part.users(), until));
            last = Math.max(last, last(part.userAdmins(), until));
            last = Math.max(last, last(part.rights(), until));
        }
        return last;
    }

    private static long last(Map<?, ? extends List<? extends Dated>> statements, long until) {
        return statements.values().stream()
                .mapToLong(list -> last(list, until))
                .max()
                .orElse(0);
    }

    private static long last(List<? extends Dated> statements, long until) {
        Dated last = Dated.at(statements, until);
        return last == null ? 0 : last.date();
    }

    /** R10: whether a user appears at all, enabled or not, now or in the past. */
    public boolean hasUser(VerifyingKey key) {
        return admins.containsKey(key)
                || authorisations.values().stream()
                        .anyMatch(a ->
                                a.users().containsKey(key) || a.userAdmins().containsKey(key));
    }

    /** R10: every user that appears. */
    public Set<VerifyingKey> users() {
        Set<VerifyingKey> users = new LinkedHashSet<>(admins.keySet());
        for (Authorisation authorisation : authorisations.values()) {
            users.addAll(authorisation.users().keySet());
            users.addAll(authorisation.userAdmins().keySet());
        }
        return users;
    }
}
