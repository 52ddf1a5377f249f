package io.discret.core.events;

import io.discret.api.Room;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.Authorisation;
import io.discret.core.rooms.UserEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Show a room as applications see it (docs/protocol/30 §12). Stateless. */
public final class ShownRoom {
    private ShownRoom() {}

    /** The room in the words of the API. */
    public static Room of(io.discret.core.rooms.Room room) {
        Map<String, Room.Authorisation> authorisations = new LinkedHashMap<>();
        room.authorisations().forEach((id, part) -> authorisations.put(id.toString(), of(part)));
        return new Room(room.id().toString(), room.mdate(), users(room.admins()), authorisations);
    }

    private static Room.Authorisation of(Authorisation part) {
        return new Room.Authorisation(
                part.id().toString(),
                part.mdate(),
                users(part.users()),
                users(part.userAdmins()),
                lists(part.rights(), right -> new Room.Right(right.date(), right.mutateSelf(), right.mutateAll())));
    }

    private static Map<VerifyingKey, List<Room.User>> users(Map<VerifyingKey, List<UserEntry>> users) {
        return lists(users, user -> new Room.User(user.date(), user.enabled()));
    }

    private static <K, A, B> Map<K, List<B>> lists(Map<K, List<A>> lists, Function<A, B> shown) {
        Map<K, List<B>> all = new LinkedHashMap<>();
        lists.forEach((key, list) -> all.put(key, list.stream().map(shown).toList()));
        return all;
    }
}
