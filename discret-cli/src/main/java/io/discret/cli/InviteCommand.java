package io.discret.cli;

import io.discret.api.Base64Url;
import io.discret.api.DefaultRoom;
import io.discret.api.InviteOptions;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discret invite}: make two users peers. */
@Command(
        name = "invite",
        description = {
            "Make another user a peer: one creates an invite and hands it over, the other accepts it.",
            "Works without a network; the two meet when both applications run and find each other."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class InviteCommand {
    private static final String OPEN =
            """
            query {
                created: sys.OwnedInvite(order_by(cdate asc, id asc)) { id room authorisation cdate }
                accepted: sys.Invite(order_by(cdate asc, id asc)) { id application cdate }
            }""";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "create",
            description = "Print a new invite; whoever accepts it first becomes a peer.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin DatabaseAccess database,
            @Option(names = "--room", paramLabel = "ROOM", description = "Who accepts becomes a user of this room.")
                    @Nullable
                    String room,
            @Option(
                            names = "--authorisation",
                            paramLabel = "NAME",
                            description = "By which authorisation of the room; may be left out when there is one only.")
                    @Nullable
                    String authorisation,
            @Option(
                            names = "--valid",
                            paramLabel = "TIME",
                            converter = LifeTime.class,
                            description =
                                    "Refuse it after so long: 30m, 12h, 7d. Only this device stands by such an invite.")
                    @Nullable
                    Duration valid) {
        InviteOptions options =
                valid == null ? InviteOptions.create() : InviteOptions.create().lifeTime(valid);
        return database.with(app -> {
            if (room == null) {
                return Shown.print(spec, Base64Url.encode(app.invite(options)));
            }
            RoomRow found = RoomRow.find(app, room);
            if (authorisation == null && found.authorisations().size() != 1) {
                throw new Failure("The room has " + found.authorisations().size()
                        + " authorisations; name one with --authorisation.");
            }
            String granted = authorisation == null
                    ? found.authorisations().get(0).id()
                    : found.authorisation(authorisation).id();
            DefaultRoom target = new DefaultRoom(Uid.parse(found.id()), Uid.parse(granted));
            return Shown.print(spec, Base64Url.encode(app.invite(options.room(target))));
        });
    }

    @Command(name = "accept", description = "Accept an invite of somebody else.", mixinStandardHelpOptions = true)
    int accept(@Mixin DatabaseAccess database, @picocli.CommandLine.Parameters(paramLabel = "INVITE") String invite) {
        return database.with(app -> {
            app.acceptInvite(Base64Url.decode(invite.strip()));
            return Shown.print(spec, "Accepted; the two of you meet when both applications run.");
        });
    }

    @Command(name = "list", description = "List the invites nobody used yet.", mixinStandardHelpOptions = true)
    int list(@Mixin DatabaseAccess database) {
        return database.with(app -> {
            var open = app.query(OPEN);
            Table table = new Table("INVITE", "KIND", "ROOM", "SINCE");
            open.list("created", Created.class)
                    .forEach(one -> table.row(
                            one.id(), "created", one.room() == null ? "" : one.room(), Shown.date(one.cdate())));
            open.list("accepted", Accepted.class)
                    .forEach(one -> table.row(one.id(), "accepted", "", Shown.date(one.cdate())));
            return Shown.print(spec, Shown.orElse(table, "No invite is open."));
        });
    }

    @Command(name = "cancel", description = "Make an invite useless.", mixinStandardHelpOptions = true)
    int cancel(@Mixin DatabaseAccess database, @picocli.CommandLine.Parameters(paramLabel = "INVITE") String invite) {
        return database.with(app -> {
            Map<String, String> entities = new LinkedHashMap<>();
            var open = app.query(OPEN);
            open.list("created", Created.class).forEach(one -> entities.put(one.id(), "sys.OwnedInvite"));
            open.list("accepted", Accepted.class).forEach(one -> entities.put(one.id(), "sys.Invite"));
            String id = Choice.of("open invite", invite, entities);
            app.delete("delete { " + entities.get(id) + " { $id } }", Parameters.of("id", id));
            return Shown.print(spec, "Cancelled.");
        });
    }

    /** An invite made here. */
    public record Created(String id, @Nullable String room, @Nullable String authorisation, long cdate) {}

    /** An invite of somebody else. */
    public record Accepted(String id, String application, long cdate) {}
}
