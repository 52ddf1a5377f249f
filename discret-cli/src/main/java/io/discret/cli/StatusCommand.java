package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.SyncStatus;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discret status}: who one is, what is open, and how the rooms stand with the peers. */
@Command(
        name = "status",
        description = {
            "Tell who you are, what waits for a decision, and how many rooms, peers and devices there are.",
            "Then how each room stood last with each peer; with --connect it goes online for some seconds before."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final String COUNTS =
            """
            query {
                rooms: sys.Room { n: count() }
                peers: sys.AllowedPeer(status = "enabled") { n: count() }
                pending_peers: sys.AllowedPeer(status = "pending") { n: count() }
                devices: sys.AllowedHardware(status != "pending") { n: count() }
                pending_devices: sys.AllowedHardware(status = "pending") { n: count() }
                created: sys.OwnedInvite { n: count() }
                accepted: sys.Invite { n: count() }
            }""";

    /** Made by the factory of the command line, which knows the console. */
    @Mixin
    private @Nullable DatabaseAccess access;

    @Option(
            names = "--connect",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Go online for so long before telling how each room stands with each peer.")
    private int seconds;

    @Option(
            names = "--interface",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "IPv4 address of the network interface of the multicast (default: the system chooses).")
    private String networkInterface = "0.0.0.0";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DatabaseAccess database() {
        return Objects.requireNonNull(access);
    }

    @Override
    public Integer call() {
        Configuration.Builder configuration = seconds == 0
                ? DatabaseAccess.offline()
                : Configuration.builder().asStored(true).multicastIpv4Interface(networkInterface);
        return database().with(configuration, app -> {
            Shown.print(spec, summary(app));
            if (seconds > 0) {
                meet();
            }
            Shown.print(spec, "\n" + Shown.orElse(statuses(app), "No peer was met yet."));
            return 0;
        });
    }

    private static String summary(Discret app) {
        var counts = app.query(COUNTS);
        Function<String, String> count = name ->
                String.valueOf(counts.first(name, Count.class).orElseThrow().n());
        return new Table("YOU", app.verifyingKey())
                .row("Private room", app.privateRoom())
                .row("Rooms", count.apply("rooms"))
                .row(
                        "Peers",
                        count.apply("peers") + " allowed (you included), " + count.apply("pending_peers") + " waiting")
                .row("Devices", count.apply("devices") + " decided, " + count.apply("pending_devices") + " waiting")
                .row(
                        "Invites",
                        count.apply("created") + " created, " + count.apply("accepted") + " accepted, not used yet")
                .toString();
    }

    /** Wait for the time that was asked for; whatever happens in it is in the table afterwards. */
    private void meet() {
        try {
            // Nothing opens this latch: it is a pause that an interrupt ends.
            if (new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody counts down.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    private static Table statuses(Discret app) {
        People people = People.of(app);
        Table table = new Table("ROOM", "PEER", "STATE", "KNOWN", "MISSING", "WAITING", "REFUSED", "LAST CONTACT");
        for (SyncStatus status : app.status()) {
            table.row(
                    status.room(),
                    people.show(status.peer().toString()),
                    status.state().name().toLowerCase(Locale.ROOT)
                            + status.failure().map(code -> ": " + code.text()).orElse(""),
                    String.valueOf(status.known()),
                    String.valueOf(status.missing()),
                    String.valueOf(status.waiting()),
                    status.refused().entrySet().stream()
                            .map(entry ->
                                    entry.getValue() + " " + entry.getKey().text())
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    Shown.date(status.lastContact()));
        }
        return table;
    }

    /** A number of rows. */
    public record Count(long n) {}
}
