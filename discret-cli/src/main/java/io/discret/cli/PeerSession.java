package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.ArchiveSummary;
import io.discret.api.Base64Url;
import io.discret.api.Configuration;
import io.discret.api.DefaultRoom;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.Event;
import io.discret.api.InviteOptions;
import io.discret.api.KeyMaterial;
import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.api.Uid;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Executes the commands of {@code discret peer}, one after the other, on one database. Used by one thread; events come
 * on threads of the engine.
 */
final class PeerSession implements AutoCloseable {
    private static final String NULL = "null";
    private static final int DEFAULT_TEXT_LENGTH = 50;

    private final LineWriter out;
    private final Map<String, Command> commands = new TreeMap<>();
    private final TestBeacons beacons = new TestBeacons();
    private @Nullable Discret app;

    /**
     * Start without a database.
     *
     * @param out where events go
     */
    PeerSession(LineWriter out) {
        this.out = out;
        commands.put("start", this::start);
        commands.put("mutate", c -> json(app().mutate(text(c, "q"), parameters(c))));
        commands.put("query", c -> json(app().query(text(c, "q"), parameters(c))));
        commands.put("explain", c -> quoted(app().explain(text(c, "q"), parameters(c))));
        commands.put("delete", c -> {
            app().delete(text(c, "q"), parameters(c));
            return NULL;
        });
        commands.put("invite", c -> quoted(Base64Url.encode(invite(c))));
        commands.put("accept_invite", c -> {
            app().acceptInvite(Base64Url.decode(text(c, "invite")));
            return NULL;
        });
        commands.put("model", c -> quoted(app().dataModel()));
        commands.put("update_model", c -> quoted(app().updateDataModel(text(c, "q"))));
        commands.put("export", c -> moved(app().exportTo(path(c, "file"))));
        commands.put("import", this::importFrom);
        commands.put("status", c -> status());
        commands.put("stream", this::stream);
        commands.put("repeat", this::repeat);
        commands.put("beacon", beacons::open);
    }

    /**
     * Execute one command.
     *
     * @return the answer, JSON on one line
     */
    String execute(JsonNode command) {
        if (!command.isObject()) {
            throw new Failure("A command is a JSON object with a member 'cmd'.");
        }
        String name = command.path("cmd").asText("");
        Command known = commands.get(name);
        if (known == null) {
            throw new Failure(
                    "There is no command '" + name + "'; did you mean '" + Nearest.to(name, commands.keySet()) + "'?");
        }
        return known.execute(command);
    }

    @Override
    public void close() {
        closeDatabase();
        beacons.close();
    }

    private void closeDatabase() {
        if (app != null) {
            app.close();
            app = null;
        }
    }

    private String start(JsonNode command) {
        closeDatabase();
        try (KeyMaterial keyMaterial = keyMaterial(command)) {
            Discret opened = Discret.open(configuration(command, keyMaterial)
                    .model(text(command, "model"))
                    .build());
            app = opened;
            if (!command.path("quiet").asBoolean(false)) {
                opened.events()
                        .onEvent(
                                Event.class,
                                event -> out.line(EventJson.of(event).toString()));
            }
            return Json.object()
                    .put("verifying_key", opened.verifyingKey())
                    .put("private_room", opened.privateRoom())
                    .toString();
        }
    }

    /** The members of {@code start} that say whose database and where. */
    private static Configuration.Builder configuration(JsonNode command, KeyMaterial keyMaterial) {
        Configuration.Builder configuration = Configuration.builder()
                .applicationKey(text(command, "app_key"))
                .folder(path(command, "path"))
                .keyMaterial(keyMaterial);
        ConfigurationJson.apply(configuration, command.path("config"));
        return configuration;
    }

    /** A database from an archive; open it with {@code start} then. */
    private String importFrom(JsonNode command) {
        closeDatabase();
        try (KeyMaterial keyMaterial = keyMaterial(command)) {
            return moved(Discret.importFrom(
                    configuration(command, keyMaterial).asStored(true).build(), path(command, "file")));
        }
    }

    private static String moved(ArchiveSummary moved) {
        return Json.object()
                .put("rows", moved.rows())
                .put("relations", moved.relations())
                .put("deletions", moved.deletions())
                .put("rooms", moved.rooms())
                .put("refused", moved.refused())
                .put("continued", moved.continued())
                .toString();
    }

    /** How each room stands with each peer. */
    private String status() {
        return Json.of(app().status().stream().map(EventJson::of).toList()).toString();
    }

    private byte[] invite(JsonNode command) {
        long lifeTime = number(command, "life_time_in_ms", 0);
        InviteOptions options =
                lifeTime == 0 ? InviteOptions.create() : InviteOptions.create().lifeTime(Duration.ofMillis(lifeTime));
        if (command.path("room").isMissingNode() || command.path("room").isNull()) {
            return app().invite(options);
        }
        return app().invite(options.room(
                new DefaultRoom(Uid.parse(text(command, "room")), Uid.parse(text(command, "authorisation")))));
    }

    /** {@code n} insertions through the mutation stream; answers after the last one is committed, with the first refusal if any. */
    private String stream(JsonNode command) {
        long n = number(command, "n", 0);
        int length = (int) number(command, "len", DEFAULT_TEXT_LENGTH);
        String mutation = text(command, "q");
        CompletableFuture<QueryResult> refused = new CompletableFuture<>();
        try (MutationStream stream = app().mutationStream()) {
            for (long i = 0; i < n; i++) {
                Parameters parameters = Parameters.of("text", filler(i, length));
                if (command.path("room").isTextual()) {
                    parameters.add("room_id", text(command, "room"));
                }
                stream.send(mutation, parameters).whenComplete((answer, failure) -> {
                    if (failure != null) {
                        refused.completeExceptionally(failure);
                    }
                });
            }
        }
        if (refused.isCompletedExceptionally()) {
            join(refused);
        }
        return Json.object().put("n", n).toString();
    }

    /** The same query {@code n} times, one after the other; tells how many bytes came back. */
    private String repeat(JsonNode command) {
        long n = number(command, "n", 1);
        Parameters parameters = parameters(command);
        long bytes = 0;
        for (long i = 0; i < n; i++) {
            bytes += app().query(text(command, "q"), parameters).text().getBytes(StandardCharsets.UTF_8).length;
        }
        return Json.object().put("n", n).put("bytes", bytes).toString();
    }

    private Discret app() {
        if (app == null) {
            throw new Failure("No database is open; send the command 'start' first.");
        }
        return app;
    }

    private Parameters parameters(JsonNode command) {
        JsonNode given = command.path("params");
        return given.isMissingNode() || given.isNull() ? Parameters.create() : app().parameters(given.toString());
    }

    private static KeyMaterial keyMaterial(JsonNode command) {
        if (command.path("login").isTextual()) {
            return KeyMaterial.fromPassPhrase(
                    text(command, "login"), text(command, "password").toCharArray());
        }
        try {
            return KeyMaterial.of(HexFormat.of().parseHex(text(command, "key_material")));
        } catch (IllegalArgumentException e) {
            // The cause would repeat characters of the secret.
            throw new Failure("The member 'key_material' must be 64 hexadecimal digits.");
        }
    }

    private static Path path(JsonNode command, String member) {
        try {
            return Path.of(text(command, member));
        } catch (InvalidPathException e) {
            throw new Failure("The member '" + member + "' is no path on this system.", e);
        }
    }

    private static String text(JsonNode command, String member) {
        JsonNode value = command.path(member);
        if (!value.isTextual()) {
            throw new Failure("The member '" + member + "' is missing or no text.");
        }
        return value.textValue();
    }

    private static long number(JsonNode command, String member, long otherwise) {
        JsonNode value = command.path(member);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > Integer.MAX_VALUE) {
            throw new Failure("The member '" + member + "' must be an integer from 0 to " + Integer.MAX_VALUE + ".");
        }
        return value.longValue();
    }

    private static String filler(long i, int length) {
        StringBuilder text = new StringBuilder("message number " + i + " ");
        while (text.length() < length) {
            text.append("lorem ipsum ");
        }
        text.setLength(length);
        return text.toString();
    }

    /** JSON texts never hold a line end inside a text, so every one found is white space. */
    private static String json(QueryResult result) {
        return result.text().replace('\n', ' ').replace('\r', ' ');
    }

    private static String quoted(String text) {
        return Json.of(text).toString();
    }

    private static void join(CompletableFuture<QueryResult> answer) {
        try {
            answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DiscretException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** One command: members in, JSON out. */
    private interface Command {
        String execute(JsonNode command);
    }
}
