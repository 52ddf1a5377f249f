package io.discret.cli;

import io.discret.api.Discret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code discret room}: the rooms of a database and who may do what in them. A room, an authorisation or a user is named
 * by the beginning of its id or key, or by its name.
 */
@Command(
        name = "room",
        description = {
            "Make rooms, and say who may do what in them. Works without a network; other devices learn of it later.",
            "A room, an authorisation or a user is named by the beginning of its id, or by its name; 'me' is you."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RoomCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "List the rooms.", mixinStandardHelpOptions = true)
    int list(@Mixin DatabaseAccess database) {
        return database.with(app -> {
            Table table = new Table("ROOM", "YOU ARE", "MEMBERS", "AUTHORISATIONS", "CHANGED");
            for (RoomRow room : RoomRow.all(app)) {
                table.row(
                        room.id(),
                        room.role(app.verifyingKey()),
                        String.valueOf(room.members()),
                        String.join(
                                ", ",
                                room.authorisations().stream()
                                        .map(RoomRow.Authorisation::name)
                                        .toList()),
                        Shown.date(room.mdate()));
            }
            return Shown.print(spec, Shown.orElse(table, "There is no room yet; make one with 'room create'."));
        });
    }

    @Command(name = "show", description = "Show who may do what in a room.", mixinStandardHelpOptions = true)
    int show(@Mixin DatabaseAccess database, @Parameters(paramLabel = "ROOM") String room) {
        return database.with(app -> Shown.print(spec, RoomText.of(RoomRow.find(app, room), People.of(app))));
    }

    @Command(
            name = "create",
            description = "Make a room with you as its admin and one authorisation; prints its id.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin DatabaseAccess database,
            @Option(names = "--authorisation", paramLabel = "NAME", defaultValue = "members", description = "Its name.")
                    String name,
            @Option(
                            names = "--right",
                            paramLabel = "ENTITY=none|self|all",
                            converter = RightOption.Converter.class,
                            description = "What its users may write; * stands for every entity.")
                    List<RightOption> rights,
            @Option(names = "--user", paramLabel = "USER", description = "Who is its user, besides you.")
                    List<String> users) {
        return database.with(app -> {
            MutationText text = new MutationText().add("mutate { room: sys.Room { admin: [{");
            text.field("verif_key", app.verifyingKey()).add("}] authorisations: [");
            authorisation(app, text, name, orEmpty(rights), orEmpty(users));
            text.add("] } }");
            return Shown.print(spec, app.mutate(text.text(), text.parameters()).id("room"));
        });
    }

    @Command(
            name = "authorise",
            description = "Add an authorisation to a room: a group of rights and of users who have them.",
            mixinStandardHelpOptions = true)
    int authorise(
            @Mixin DatabaseAccess database,
            @Parameters(paramLabel = "ROOM") String room,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--right",
                            paramLabel = "ENTITY=none|self|all",
                            converter = RightOption.Converter.class,
                            description = "What its users may write; * stands for every entity.")
                    List<RightOption> rights,
            @Option(names = "--user", paramLabel = "USER", description = "Who is its user.") List<String> users) {
        return change(database, room, (app, found, text) -> {
            text.add("authorisations: [");
            authorisation(app, text, name, orEmpty(rights), orEmpty(users));
            text.add("]");
        });
    }

    @Command(
            name = "grant",
            description = "Set what the users of an authorisation may write, from now on.",
            mixinStandardHelpOptions = true)
    int grant(
            @Mixin DatabaseAccess database,
            @Parameters(paramLabel = "ROOM") String room,
            @Parameters(paramLabel = "AUTHORISATION") String authorisation,
            @Parameters(paramLabel = "ENTITY=none|self|all", converter = RightOption.Converter.class)
                    RightOption right) {
        return change(database, room, (app, found, text) -> {
            RightOption checked = right.checked(ModelNames.of(app.dataModel()));
            inAuthorisation(text, found, authorisation, "rights", checked::write);
        });
    }

    @Command(
            name = "add-user",
            description = "Make somebody a user of an authorisation.",
            mixinStandardHelpOptions = true)
    int addUser(
            @Mixin DatabaseAccess database,
            @Parameters(paramLabel = "ROOM") String room,
            @Parameters(paramLabel = "AUTHORISATION") String authorisation,
            @Parameters(paramLabel = "USER") String user,
            @Option(names = "--user-admin", description = "Who also adds and disables users.") boolean userAdmin) {
        return user(database, room, authorisation, user, userAdmin, true);
    }

    @Command(
            name = "disable-user",
            description = "End the rights of a user; what was written before stays.",
            mixinStandardHelpOptions = true)
    int disableUser(
            @Mixin DatabaseAccess database,
            @Parameters(paramLabel = "ROOM") String room,
            @Parameters(paramLabel = "AUTHORISATION") String authorisation,
            @Parameters(paramLabel = "USER") String user,
            @Option(names = "--user-admin", description = "As an admin of users.") boolean userAdmin) {
        return user(database, room, authorisation, user, userAdmin, false);
    }

    @Command(name = "add-admin", description = "Make somebody an admin of the room.", mixinStandardHelpOptions = true)
    int addAdmin(
            @Mixin DatabaseAccess database,
            @Parameters(paramLabel = "ROOM") String room,
            @Parameters(paramLabel = "USER") String user) {
        return admin(database, room, user, true);
    }

    @Command(name = "disable-admin", description = "End the rights of an admin.", mixinStandardHelpOptions = true)
    int disableAdmin(
            @Mixin DatabaseAccess database,
            @Parameters(paramLabel = "ROOM") String room,
            @Parameters(paramLabel = "USER") String user) {
        return admin(database, room, user, false);
    }

    private int admin(DatabaseAccess database, String room, String user, boolean enabled) {
        return change(database, room, (app, found, text) -> {
            text.add("admin: [");
            user(app, text, user, enabled);
            text.add("]");
        });
    }

    private int user(
            DatabaseAccess database, String room, String authorisation, String user, boolean admin, boolean enabled) {
        return change(
                database,
                room,
                (app, found, text) -> inAuthorisation(
                        text, found, authorisation, admin ? "user_admin" : "users", t -> user(app, t, user, enabled)));
    }

    /** Change a room that is there and show what became of it. */
    private int change(DatabaseAccess database, String room, Change change) {
        return database.with(app -> {
            RoomRow found = RoomRow.find(app, room);
            MutationText text = new MutationText().add("mutate { sys.Room {").field("id", found.id());
            change.write(app, found, text);
            text.add("} }");
            app.mutate(text.text(), text.parameters());
            return Shown.print(spec, RoomText.of(RoomRow.find(app, found.id()), People.of(app)));
        });
    }

    private static void inAuthorisation(
            MutationText text, RoomRow room, String authorisation, String field, Consumer<MutationText> element) {
        text.add("authorisations: [{")
                .field("id", room.authorisation(authorisation).id());
        text.add(field + ": [");
        element.accept(text);
        text.add("] }]");
    }

    private static void user(Discret app, MutationText text, String user, boolean enabled) {
        text.add("{")
                .field("verif_key", People.of(app).key(user))
                .field("enabled", enabled)
                .add("}");
    }

    private static void authorisation(
            Discret app, MutationText text, String name, List<RightOption> rights, List<String> users) {
        text.add("{").field("name", name);
        ModelNames model = ModelNames.of(app.dataModel());
        if (!rights.isEmpty()) {
            text.add("rights: [");
            separated(text, rights.stream().map(right -> right.checked(model)).toList(), RightOption::write);
            text.add("]");
        }
        if (!users.isEmpty()) {
            text.add("users: [");
            separated(text, users, (user, t) -> user(app, t, user, true));
            text.add("]");
        }
        text.add("}");
    }

    private static <T> void separated(MutationText text, List<T> elements, BiConsumer<T, MutationText> writer) {
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                text.add(",");
            }
            writer.accept(elements.get(i), text);
        }
    }

    /** Options that are not given come as null. */
    private static <T> List<T> orEmpty(@Nullable List<T> given) {
        return given == null ? new ArrayList<>() : given;
    }

    /** What a command changes of a room. */
    private interface Change {
        void write(Discret app, RoomRow room, MutationText text);
    }
}
