package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.KeyMaterial;
import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.api.Uid;
import io.discret.spi.Assembly;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The languages as an application uses them: an open database on a real encrypted file and real threads. */
class LanguagesTest {
    private static final String MODEL =
            "{ Plant { name: String, petals: Integer nullable, code: Base64 nullable, pots: [Pot] nullable,"
                    + " bed: Bed nullable, index(name) } Pot { size: Integer } Bed { label: String } }";

    private record Plant(
            Uid id, String name, @Nullable Integer petals, byte @Nullable [] code, List<Pot> pots, @Nullable Bed bed) {}

    private record Pot(int size) {}

    private record Bed(String label) {}

    @TempDir
    Path folder;

    private Discret app;

    @BeforeEach
    void start() {
        app = open(MODEL);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Discret open(String model) {
        Configuration configuration = Configuration.builder()
                .model(model)
                .applicationKey("example.app")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .folder(folder)
                .build();
        return Discret.open(
                configuration,
                new Assembly(
                        Optional.empty(),
                        Providers.choose(StoreProvider.class, Optional.of("sqlcipher"), "discret-store-sqlcipher"),
                        new OffLine(),
                        List.of(),
                        Providers.only(SignerProvider.class, "discret-crypto-bouncycastle")
                                .create(),
                        KeyDerivation.discover()));
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void rowsStreamAsRecords() {
        app.mutate("mutate { a: Plant { name:\"Rose\" petals:5 code:\"-_8\" pots:[{size:3}] bed:{label:\"n\"} }"
                + " b: Plant { name:\"Mint\" } }");

        List<Plant> plants;
        try (Stream<Plant> stream = app.stream(
                "query { Plant(order_by(name desc)) { id name petals code pots { size } bed { label } } }",
                Plant.class)) {
            plants = stream.toList();
        }

        assertThat(plants).extracting(Plant::name).containsExactly("Rose", "Mint");
        assertThat(plants.get(0).code()).containsExactly(0xfb, 0xff);
        assertThat(plants.get(0).pots()).containsExactly(new Pot(3));
        assertThat(plants.get(0).bed()).isEqualTo(new Bed("n"));
        assertThat(plants.get(1).petals()).isNull();
        assertThat(plants.get(1).pots()).isEmpty();
    }

    /** Issue 4: "explain prints the plan and the SQL"; no value of the query or of a row is in it. */
    @Test
    void explainShowsPlanAndStatements() {
        app.mutate("mutate { Plant { name:\"hidden row\" } }");
        String query = "query { p: Plant(name = $n, petals > 7654, order_by(mdate desc), first 3)"
                + " { name pots { size } } }";

        String text = app.explain(query, Parameters.of("n", "secret"));

        assertThat(text)
                .contains("p: rows of Plant")
                .contains("where name = $n")
                .contains("where petals > ?")
                .contains("order by mdate desc")
                .contains("first 3")
                .contains("pots: optional rows by pots of Pot")
                .contains("SELECT ")
                .contains("USING INDEX model$")
                .doesNotContain("secret")
                .doesNotContain("7654")
                .doesNotContain("hidden");
        assertThat(app.explain(query)).isEqualTo(text);
        assertThat(app.async().explain(query).join()).isEqualTo(text);
        refused(ErrorCode.MISSING_PARAMETER, () -> app.explain(query, Parameters.create()));
        refused(ErrorCode.UNKNOWN_FIELD, () -> app.explain("query { Plant { nam } }"));
    }

    /** 10 §8.1 "drop and create SQL indexes", §4.6; 12 §15 "Clear it": a text read before follows the new model. */
    @Test
    void aModelUpdateChangesIndexesAndCachedTexts() {
        String byName = "query { Plant(name = $n) { name } }";
        String byPetals = "query { Plant(petals = 5) { name } }";
        String hue = "query { Plant { hue } }";
        app.mutate("mutate { Plant { name:\"Rose\" petals:5 } }");
        assertThat(app.explain(byName)).contains("model$");
        assertThat(app.explain(byPetals)).doesNotContain("model$");
        refused(ErrorCode.UNKNOWN_FIELD, () -> app.query(hue));

        app.updateDataModel(MODEL.replace("index(name)", "hue: String default \"red\", index(petals)"));

        assertThat(app.explain(byName)).doesNotContain("model$");
        assertThat(app.explain(byPetals)).contains("model$");
        assertThat(app.query(hue).text()).contains("\"hue\":\"red\"");

        app.updateDataModel(MODEL.replace("index(name)", "hue: String default \"blue\", index(name)"));

        assertThat(app.explain(byName)).contains("model$");
        assertThat(app.explain(byPetals)).doesNotContain("model$");
        assertThat(app.query(hue).text()).contains("\"hue\":\"blue\"");
    }

    /** 10 §8.3: "number new fields by position in the text"; §8.4: a refused update changes nothing and says why. */
    @Test
    void fieldsAddedTogetherAreNumberedByPositionAndARestartAgrees() throws Exception {
        String wider = MODEL.replace(
                "index(name)", "zeta: Integer nullable, alpha: String default \"a\", mid: [Pot], beta: Float nullable");
        JsonNode described = new ObjectMapper().readTree(app.updateDataModel(wider));

        JsonNode fields = described.get("namespaces").get("").get("Plant").get("fields");
        assertThat(List.of("name", "petals", "code", "pots", "bed", "zeta", "alpha", "mid", "beta"))
                .extracting(name -> fields.get(name).get("short_name").asText())
                .containsExactly("32", "33", "34", "35", "36", "37", "38", "39", "40");
        assertThat(described.get("model").asText()).isEqualTo(wider);

        refused(ErrorCode.FIELD_REMOVED, () -> app.updateDataModel(MODEL));
        refused(
                ErrorCode.FIELD_ORDER_CHANGED,
                () -> app.updateDataModel(wider.replace("zeta: Integer nullable, ", "")
                        .replace("beta: Float nullable", "beta: Float nullable, zeta: Integer nullable")));
        refused(ErrorCode.FIELD_TYPE_CHANGED, () -> app.updateDataModel(wider.replace("zeta: Integer", "zeta: Float")));
        refused(
                ErrorCode.DEFAULT_REQUIRED,
                () -> app.updateDataModel(wider.replace("zeta: Integer nullable", "zeta: Integer")));
        refused(ErrorCode.NAMESPACE_ORDER_CHANGED, () -> app.updateDataModel("ns { A { x: String } } " + wider));
        refused(ErrorCode.SYNTAX, () -> app.updateDataModel(wider + "}"));
        assertThat(new ObjectMapper().readTree(app.dataModel())).isEqualTo(described);
        app.mutate("mutate { Plant { name:\"Rose\" beta:1.5 } }");

        app.close();
        app = open(wider);

        assertThat(new ObjectMapper().readTree(app.dataModel())).isEqualTo(described);
        assertThat(app.query("query { Plant { zeta alpha beta } }").text())
                .contains("{\"zeta\":null,\"alpha\":\"a\",\"beta\":1.5}");
    }

    /** Two updates at once follow each other: the second continues the first or is refused, none is lost. */
    @Test
    void updatesAtOnceFollowEachOther() {
        String one = MODEL.replace("index(name)", "x1: Integer nullable");
        String two = MODEL.replace("index(name)", "x1: Integer nullable, x2: Integer nullable");
        List<CompletableFuture<String>> updates = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            updates.add(app.async().updateDataModel(i < 10 ? one : two));
        }
        updates.forEach(CompletableFuture::join);
        refused(ErrorCode.FIELD_REMOVED, () -> app.updateDataModel(one));
        assertThat(app.query("query { Plant { x2 } }").text()).contains("[]");
    }

    /** 11 §12 "decouple": a reader of answers that does not come back stops neither the writer nor other calls. */
    @Test
    void aMutationStreamNeverBlocksTheWriter() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        Thread sender = Thread.currentThread();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
        try (MutationStream stream = app.mutationStream()) {
            // Given a stream whose answers are never done with, and an item that fails
            stream.send("mutate { Plant { name:\"first\" } }", Parameters.create())
                    .whenComplete((value, failure) -> awaitUnlessOn(sender, stuck));
            for (int i = 0; i < 500; i++) {
                int number = i;
                String text = i == 250 ? "mutate { Plant { } }" : "mutate { Plant { name:$n } }";
                CompletableFuture<QueryResult> answer = stream.send(text, Parameters.of("n", "stream " + i));
                answer.whenComplete((value, failure) -> order.add(number));
                answer.whenComplete((value, failure) -> awaitUnlessOn(sender, stuck));
                answers.add(answer);
            }

            // When somebody else writes and reads meanwhile, then both are answered, and the stream is written
            app.async()
                    .mutate("mutate { Plant { name:\"other\" } }", Parameters.create())
                    .get(60, TimeUnit.SECONDS);
            String count = app.async()
                    .query("query { Plant { n: count() } }", Parameters.create())
                    .get(60, TimeUnit.SECONDS)
                    .text();
            assertThat(count).contains("\"n\":501");
            assertThat(answers.get(499)).isNotDone();
            stuck.countDown();
        }

        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(answers.stream().filter(CompletableFuture::isCompletedExceptionally))
                .containsExactly(answers.get(250));
        assertThat(order).isSorted().hasSize(500);
    }

    /** An answer that is there before its reader is read by the thread that sends; that one must go on. */
    private static void awaitUnlessOn(Thread sender, CountDownLatch latch) {
        if (Thread.currentThread() == sender) {
            return;
        }
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** 21 §17: "a term of the old text no longer matches after an update"; entries of deleted rows are gone. */
    @Test
    void searchFollowsUpdatesAndDeletions() {
        String id = app.mutate("mutate { Plant { name:\"lighthouse\" } }").id("Plant");
        assertThat(found("house")).isEqualTo(1);

        app.mutate("mutate { Plant { id:$i name:\"harbour\" } }", Parameters.of("i", id));
        assertThat(found("house")).isZero();
        assertThat(found("arb")).isEqualTo(1);

        app.delete("delete { Plant { $i } }", Parameters.of("i", id));
        assertThat(found("arb")).isZero();
        app.mutate("mutate { Plant { name:\"new row\" } }");
        assertThat(found("arb")).as("nothing is inherited").isZero();
    }

    private int found(String term) {
        return app.query("query { Plant(search($s)) { name } }", Parameters.of("s", term))
                .list("Plant", JsonNode.class)
                .size();
    }

    /** Nesting is bounded by a named limit, and what is allowed works to the bottom. */
    @Test
    void mutationsNestDeepButNotEndlessly() {
        app.updateDataModel(MODEL + " deep { Box { n: Integer, box: deep.Box nullable } }");
        int depth = 60;
        String nested = "{n:0 box:".repeat(depth) + "{n:1}" + "}".repeat(depth);
        QueryResult result = app.mutate("mutate { deep.Box " + nested + " }");
        assertThat(result.text().split("\"id\"", -1)).hasSize(depth + 2);
        String query =
                "query { deep.Box(n=0, first 1) " + "{ n box ".repeat(depth) + "{ n }" + "}".repeat(depth) + " }";
        assertThat(app.query(query).text()).contains("\"n\":0");
        refused(
                ErrorCode.TOO_COMPLEX,
                () -> app.mutate("mutate { deep.Box " + "{n:0 box:".repeat(70) + "{n:1}" + "}".repeat(70) + " }"));
        refused(
                ErrorCode.TOO_COMPLEX,
                () -> app.query("query { deep.Box " + "{ box ".repeat(70) + "{n}" + "}".repeat(71)));
    }
}
