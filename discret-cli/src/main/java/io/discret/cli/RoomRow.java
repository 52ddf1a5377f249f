package io.discret.cli;

import io.discret.api.Discret;
import io.discret.api.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A room as the query below shows it; mapped by the engine, so its accessors are public. */
public record RoomRow(String id, long mdate, List<User> admin, List<Authorisation> authorisations) {
    private static final String ALL =
            """
            query {
                rooms: sys.Room(nullable(admin, authorisations), order_by(cdate asc, id asc)) {
                    id mdate
                    admin(order_by(mdate asc, id asc)) { verif_key enabled mdate }
                    authorisations(nullable(rights, users, user_admin), order_by(name asc, id asc)) {
                        id name mdate
                        rights(order_by(mdate asc, id asc)) { entity mutate_self mutate_all mdate }
                        users(order_by(mdate asc, id asc)) { verif_key enabled mdate }
                        user_admin(order_by(mdate asc, id asc)) { verif_key enabled mdate }
                    }
                }
            }""";

    /** One dated statement about a user; the last one of a key counts. */
    public record User(String verif_key, boolean enabled, long mdate) {}

    /** One dated statement about an entity; the last one counts. */
    public record Right(String entity, boolean mutate_self, boolean mutate_all, long mdate) {
        String text() {
            return mutate_all ? "all" : mutate_self ? "self" : "none";
        }
    }

    /** A group of rights and of users who have them. */
    public record Authorisation(
            String id, String name, long mdate, List<Right> rights, List<User> users, List<User> user_admin) {
        /** The right in force for each entity. */
        Map<String, Right> rightsInForce() {
            Map<String, Right> last = new LinkedHashMap<>();
            rights.forEach(right -> last.put(right.entity(), right));
            return last;
        }
    }

    /** Every room of the database whose definition is here; the private one has none. */
    static List<RoomRow> all(Discret app) {
        return app.query(ALL, Parameters.create()).list("rooms", RoomRow.class);
    }

    /** The room somebody means. */
    static RoomRow find(Discret app, String written) {
        List<RoomRow> rooms = all(app);
        Map<String, String> names = new LinkedHashMap<>();
        rooms.forEach(room -> names.put(room.id(), ""));
        String id = Choice.of("room", written, names);
        return rooms.stream().filter(room -> room.id().equals(id)).findFirst().orElseThrow();
    }

    /** The authorisation of this room somebody means, by name or id. */
    Authorisation authorisation(String written) {
        Map<String, String> names = new LinkedHashMap<>();
        authorisations.forEach(one -> names.put(one.id(), one.name()));
        String meant = Choice.of("authorisation of this room", written, names);
        return authorisations.stream()
                .filter(one -> one.id().equals(meant))
                .findFirst()
                .orElseThrow();
    }

    /** The statement in force about each user. */
    static Map<String, User> inForce(List<User> statements) {
        Map<String, User> last = new LinkedHashMap<>();
        statements.forEach(user -> last.put(user.verif_key(), user));
        return last;
    }

    /** Whether a key is enabled now. */
    static boolean has(List<User> statements, String key) {
        User last = inForce(statements).get(key);
        return last != null && last.enabled();
    }

    /** What a key may do in the room. */
    String role(String key) {
        if (has(admin, key)) {
            return "admin";
        }
        if (authorisations.stream().anyMatch(one -> has(one.user_admin(), key))) {
            return "user admin";
        }
        return authorisations.stream().anyMatch(one -> has(one.users(), key)) ? "user" : "none";
    }

    /** How many different keys are enabled now. */
    long members() {
        return Stream.concat(
                        Stream.of(admin),
                        authorisations.stream().flatMap(one -> Stream.of(one.users(), one.user_admin())))
                .flatMap(statements -> inForce(statements).values().stream())
                .filter(User::enabled)
                .map(User::verif_key)
                .distinct()
                .count();
    }
}
