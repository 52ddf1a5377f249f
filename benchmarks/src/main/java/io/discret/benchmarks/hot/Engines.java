package io.discret.benchmarks.hot;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hold the model and the texts of the benchmarks that run a whole engine, and fill its database. Stateless. */
public final class Engines {
    public static final String MODEL = "chat { Message { content: String, tag: String nullable, index(tag) }"
            + " Person { name: String, parents: [chat.Person] nullable } }";
    public static final String INSERT = "mutate { chat.Message { room_id: $room content: $text } }";
    static final String PAGE =
            "query { r: chat.Message(room_id = $room, order_by(mdate desc), first 50) { id mdate content } }";
    public static final String BY_ID = "query { r: chat.Message(id = $id) { content } }";
    public static final String INDEXED = "query { r: chat.Message(tag = \"rare\") { content } }";
    public static final String SEARCH = "query { r: chat.Message(search(\"lorem\"), first 20) { content } }";
    public static final String PARENTS = "query { r: chat.Person(first 100) { name parents { name } } }";

    private static final String INSERT_TAGGED =
            "mutate { chat.Message { room_id: $room content: $text tag: \"rare\" } }";
    private static final String INSERT_PARENT = "mutate { chat.Person { room_id: $room name: \"p\""
            + " parents: [{ name: \"a\" }, { name: \"b\" }, { name: \"c\" }] } }";

    private Engines() {}

    /** One user, without a network unless the caller adds one. */
    public static Configuration.Builder configuration(Path folder) {
        return Configuration.builder()
                .model(MODEL)
                .applicationKey("example.org/benchmark")
                .keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]))
                .folder(folder)
                .enableMulticast(false)
                .enableBeacons(false);
    }

    /** Insert rows by a mutation stream. */
    static void insert(Discret app, int rows) {
        stream(app, INSERT, rows);
    }

    /** Insert what the queries above ask for. */
    static void insertTagged(Discret app, int rows, int parents) {
        stream(app, INSERT_TAGGED, rows);
        stream(app, INSERT_PARENT, parents);
    }

    private static void stream(Discret app, String mutation, int rows) {
        List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
        try (MutationStream stream = app.mutationStream()) {
            for (int i = 0; i < rows; i++) {
                Parameters parameters = Parameters.of("room", app.privateRoom());
                answers.add(stream.send(
                        mutation, mutation.contains("$text") ? parameters.add("text", Rows.text(i)) : parameters));
            }
        }
        answers.forEach(CompletableFuture::join);
    }
}
