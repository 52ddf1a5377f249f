package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.discret.api.DiscretException;
import io.discret.query.syntax.DeletionPrinter;
import io.discret.query.syntax.DeletionReader;
import io.discret.query.syntax.ModelPrinter;
import io.discret.query.syntax.ModelReader;
import io.discret.query.syntax.MutationPrinter;
import io.discret.query.syntax.MutationReader;
import io.discret.query.syntax.QueryPrinter;
import io.discret.query.syntax.QueryReader;
import io.discret.query.syntax.SourceText;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Properties of the readers, over every text of the golden vectors. */
class CorpusTest {
    /** Seconds are enough to find what random damage finds; the seed makes a failure repeatable. */
    private static final long FUZZ_NANOS = 5_000_000_000L;

    private static final long SEED = 20_261_122;
    private static final String PIECES = "{}[]():,.$\"\\/-_><=!@ \n0019aefnrtu\ufeff\ud83d\u00e9";

    private static List<VectorCase> cases() {
        return Stream.of("queries_parse.json", "mutations_parse.json", "deletions_parse.json")
                .flatMap(VectorCase::of)
                .toList();
    }

    /** What is written from the records of a text reads as the same records. */
    @Test
    void printedTextsReadTheSame() {
        int read = 0;
        for (VectorCase vector : cases()) {
            String text = vector.text();
            if (vector.accepted() && text.stripLeading().startsWith("query")) {
                same(text, QueryReader::read, QueryPrinter::print);
                read++;
            } else if (vector.accepted() && text.stripLeading().startsWith("mutate")) {
                same(text, MutationReader::read, MutationPrinter::print);
                read++;
            } else if (vector.accepted() && text.stripLeading().startsWith("delete")) {
                same(text, DeletionReader::read, DeletionPrinter::print);
                read++;
            }
        }
        assertThat(read).isGreaterThan(250);
        VectorFile.elements(VectorFile.read("models.json").get("models"))
                .filter(model -> model.get("accepted").asBoolean())
                .forEach(model -> same(model.get("model").asText(), ModelReader::read, ModelPrinter::print));
    }

    private static <T> void same(String text, Function<SourceText, T> read, Function<T, String> print) {
        T first = read.apply(new SourceText(text));
        String printed = print.apply(first);
        assertThat(read.apply(new SourceText(printed))).as(printed).isEqualTo(first);
    }

    /** Damaged texts give an error with a code, never another exception, and never hang. */
    @Test
    void damagedTextsAreRefusedInOrder() {
        Random random = new Random(SEED);
        List<VectorCase> cases = cases();
        long end = System.nanoTime() + FUZZ_NANOS;
        while (System.nanoTime() < end) {
            VectorCase vector = cases.get(random.nextInt(cases.size()));
            String text = damage(
                    vector.text(), cases.get(random.nextInt(cases.size())).text(), random);
            tolerate(text, () -> Languages.query(vector.model(), text));
            tolerate(text, () -> Languages.mutation(vector.model(), text));
            tolerate(text, () -> Languages.deletion(vector.model(), text));
            tolerate(text, () -> vector.model().update(text));
            tolerate(text, () -> StrictJson.parse(text));
        }
    }

    private static String damage(String text, String other, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && damaged.length() > 0; i--) {
            int at = random.nextInt(damaged.length());
            int length = Math.min(random.nextInt(6), damaged.length() - at);
            switch (random.nextInt(3)) {
                case 0 -> damaged.delete(at, at + length);
                case 1 -> damaged.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                default -> damaged.replace(at, at + length, other.substring(0, random.nextInt(other.length() + 1)));
            }
        }
        return damaged.toString();
    }

    private static void tolerate(String text, Runnable read) {
        try {
            read.run();
        } catch (DiscretException expected) {
            assertThat(expected.code()).isNotNull();
        } catch (RuntimeException | StackOverflowError e) {
            fail("not refused in order: " + text, e);
        }
    }

    /** 12 §16 #12: "deep nesting recursion in the parser has no guard; limit depth of the text". */
    @Test
    void deepAndLongTextsAreTooComplex() {
        DataModel model = DataModel.system().update("{ P { name: String, p: [P] } }");
        String deep = "query { P" + "{ p ".repeat(100_000);
        VectorFile.assertRefused("too_complex", () -> Languages.query(model, deep));
        VectorFile.assertRefused("too_complex", () -> Languages.mutation(model, "mutate {P{" + "p:[{".repeat(50_000)));
        VectorFile.assertRefused("too_complex", () -> Languages.query(model, " ".repeat(SourceText.MAX_LENGTH + 1)));
        String wide = "query { P { " + "name ".repeat(150_000) + "} }";
        VectorFile.assertRefused("too_complex", () -> Languages.query(model, wide));
        String allowed = "query { P " + "{ p ".repeat(60) + "{ name }" + "}".repeat(61);
        assertThat(Languages.query(model, allowed).plan().selections()).hasSize(1);
    }
}
