package io.discret.cli;

import java.util.List;

/** Shows a room to a person: who may do what, as it is now. Stateless. */
final class RoomText {
    private RoomText() {}

    static String of(RoomRow room, People people) {
        StringBuilder text = new StringBuilder();
        text.append("Room ").append(room.id()).append(", changed ").append(Shown.date(room.mdate()));
        text.append("\nYou are: ").append(room.role(people.own())).append('\n');
        Table admins = new Table("  ADMIN", "STATE", "SINCE");
        users(admins, room.admin(), people);
        text.append('\n').append(admins).append('\n');
        for (RoomRow.Authorisation one : room.authorisations()) {
            text.append('\n').append(authorisation(one, people));
        }
        return text.toString().stripTrailing();
    }

    private static String authorisation(RoomRow.Authorisation one, People people) {
        StringBuilder text = new StringBuilder();
        text.append("Authorisation ")
                .append(one.name())
                .append(' ')
                .append(one.id())
                .append('\n');
        Table rights = new Table("  ENTITY", "MAY WRITE", "SINCE");
        one.rightsInForce()
                .values()
                .forEach(right -> rights.row("  " + right.entity(), right.text(), Shown.date(right.mdate())));
        if (!rights.isEmpty()) {
            text.append(rights).append('\n');
        }
        Table users = new Table("  USER", "STATE", "SINCE");
        users(users, one.users(), people);
        if (!users.isEmpty()) {
            text.append(users).append('\n');
        }
        Table admins = new Table("  USER ADMIN", "STATE", "SINCE");
        users(admins, one.user_admin(), people);
        if (!admins.isEmpty()) {
            text.append(admins).append('\n');
        }
        return text.toString();
    }

    private static void users(Table table, List<RoomRow.User> statements, People people) {
        RoomRow.inForce(statements)
                .values()
                .forEach(user -> table.row(
                        "  " + people.show(user.verif_key()), Shown.state(user.enabled()), Shown.date(user.mdate())));
    }
}
