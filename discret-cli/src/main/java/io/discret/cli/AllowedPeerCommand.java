package io.discret.cli;

import io.discret.api.Discret;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code discret peer list|allow|block}: who may connect. */
abstract class AllowedPeerCommand implements Callable<Integer> {
    private static final String ALL =
            """
            query {
                peers: sys.AllowedPeer(order_by(mdate asc, id asc), nullable(peer)) {
                    id status mdate peer { verifying_key name }
                }
            }""";
    private static final String DECIDE = "mutate { sys.AllowedPeer { id: $id status: $status } }";

    /** Made by the factory of the command line, which knows the console. */
    @Mixin
    private @Nullable DatabaseAccess access;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** List the peers. */
    @Command(
            name = "list",
            description = "List the peers and whether they may connect.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends AllowedPeerCommand {
        @Override
        void execute(Discret app) {
            // The list that follows every one of these commands is all there is to do.
        }
    }

    /** Let one in. */
    @Command(name = "allow", description = "Let a peer connect.", mixinStandardHelpOptions = true)
    static final class Allow extends AllowedPeerCommand {
        @picocli.CommandLine.Parameters(paramLabel = "USER", description = "A name, or the beginning of a key.")
        private String user = "";

        @Override
        void execute(Discret app) {
            decide(app, user, "enabled");
        }
    }

    /** Keep one out. */
    @Command(name = "block", description = "Keep a peer from connecting.", mixinStandardHelpOptions = true)
    static final class Block extends AllowedPeerCommand {
        @picocli.CommandLine.Parameters(paramLabel = "USER", description = "A name, or the beginning of a key.")
        private String user = "";

        @Override
        void execute(Discret app) {
            decide(app, user, "disabled");
        }
    }

    abstract void execute(Discret app);

    private DatabaseAccess database() {
        return Objects.requireNonNull(access);
    }

    @Override
    public Integer call() {
        return database().with(app -> {
            execute(app);
            Table table = new Table("USER", "NAME", "STATUS", "SINCE");
            for (Row row : others(app)) {
                table.row(row.key(), row.name(), row.status(), Shown.date(row.mdate()));
            }
            return Shown.print(spec, Shown.orElse(table, "There are no peers yet; invite one with 'invite create'."));
        });
    }

    /** Several rows may speak of one peer, one made by each device; the decision goes into all of them. */
    static void decide(Discret app, String user, String status) {
        Map<String, String> names = new LinkedHashMap<>();
        List<Row> rows = others(app);
        rows.forEach(row -> names.put(row.key(), row.name()));
        String key = Choice.of("peer", user, names);
        rows.stream()
                .filter(row -> row.key().equals(key))
                .forEach(row -> app.mutate(DECIDE, Parameters.of("id", row.id(), "status", status)));
    }

    /** Everybody but the own user, who always may. */
    private static List<Row> others(Discret app) {
        QueryResult result = app.query(ALL);
        return result.list("peers", Row.class).stream()
                .filter(row -> !row.key().equals(app.verifyingKey()))
                .toList();
    }

    /** One row of sys.AllowedPeer. */
    public record Row(String id, String status, long mdate, @Nullable Peer peer) {
        String key() {
            return peer == null ? "" : peer.verifying_key();
        }

        String name() {
            return peer == null ? "" : peer.name();
        }
    }

    /** The card of the peer. */
    public record Peer(String verifying_key, String name) {}
}
