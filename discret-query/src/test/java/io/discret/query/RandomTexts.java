package io.discret.query;

import io.discret.query.syntax.Atom;
import io.discret.query.syntax.DeletionText;
import io.discret.query.syntax.ModelText;
import io.discret.query.syntax.MutationText;
import io.discret.query.syntax.QueryText;
import io.discret.query.syntax.Word;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Make syntax records of every form the grammars have, from a seed. */
final class RandomTexts {
    private static final int DEPTH = 4;
    private static final String[] LETTERS = {
        "a",
        "B",
        "z",
        "_",
        "0",
        "9",
        "é",
        "日",
        "\ud835\udcd0",
        "٣",
        "Ⅷ",
        "index",
        "first",
        "search",
        "null",
        "true",
        "nullable",
        "default",
        "count",
        "query",
        "order_by",
        "asc",
        "e3",
        "String"
    };
    private static final String[] PIECES = {
        "a",
        " ",
        "\n",
        "\r\n",
        "\\n",
        "\\\\",
        "\\u00e9",
        "\"",
        "'",
        "//",
        "{",
        "}",
        "$x",
        "\u0000",
        "\ud83d\ude00",
        "/",
        "\u2028"
    };

    private final Random random;

    RandomTexts(long seed) {
        random = new Random(seed);
    }

    ModelText model() {
        return new ModelText(some(
                0, 3, () -> new ModelText.Namespace(random.nextBoolean() ? "" : name(), some(0, 3, this::entity))));
    }

    private ModelText.Entity entity() {
        return new ModelText.Entity(random.nextBoolean(), word(), random.nextBoolean(), some(1, 5, this::entry));
    }

    private ModelText.Entry entry() {
        if (random.nextInt(5) == 0) {
            return new ModelText.Index(new Word("index", 0), some(1, 3, this::word));
        }
        boolean deprecated = random.nextBoolean();
        if (random.nextBoolean()) {
            boolean many = random.nextBoolean();
            // A scalar type is a prefix of whatever follows, so a single target never starts with one (10 §3.2).
            String target = (many ? "" : "_") + qualified();
            return new ModelText.Field(
                    deprecated, word(), new ModelText.Relation(new Word(target, 0), many), random.nextBoolean());
        }
        boolean nullable = random.nextBoolean();
        Atom byDefault = nullable || random.nextBoolean() ? null : constant();
        ScalarType type = pick(ScalarType.values());
        return new ModelText.Field(deprecated, word(), new ModelText.Scalar(type, byDefault), nullable);
    }

    MutationText mutation() {
        return new MutationText(
                optional(),
                some(
                        1,
                        3,
                        () -> new MutationText.Entity(
                                optionalQualified(),
                                new Word(qualified(), 0),
                                new MutationText.Block(some(0, 4, () -> field(0))))));
    }

    private MutationText.Field field(int depth) {
        return new MutationText.Field(word(), value(depth));
    }

    private MutationText.FieldValue value(int depth) {
        int form = depth < DEPTH ? random.nextInt(4) : 0;
        if (form == 2) {
            return new MutationText.One(block(depth + 1));
        }
        return form == 3
                ? new MutationText.Many(some(1, 3, () -> block(depth + 1)))
                : new MutationText.Scalar(
                        random.nextInt(6) == 0 ? new Atom(Atom.Kind.NULL, anyCase("null")) : variableOrConstant());
    }

    private MutationText.Block block(int depth) {
        return new MutationText.Block(some(1, 3, () -> field(depth)));
    }

    DeletionText deletion() {
        return new DeletionText(
                optional(),
                some(
                        1,
                        4,
                        () -> new DeletionText.Entity(
                                optionalQualified(),
                                new Word(qualified(), 0),
                                word(),
                                some(0, 3, () -> new DeletionText.Reference(word(), some(1, 4, this::word))))));
    }

    QueryText query() {
        return new QueryText(optional(), some(1, 3, () -> selection(new Word(qualified(), 0), optionalQualified(), 0)));
    }

    private QueryText.Selection selection(Word name, Word alias, int depth) {
        return new QueryText.Selection(
                alias, name, some(0, 4, this::parameter), some(1, 4, () -> queryField(depth + 1)));
    }

    private QueryText.Field queryField(int depth) {
        return switch (random.nextInt(depth < DEPTH ? 5 : 4)) {
            case 0 -> new QueryText.PathField(word(), path());
            case 1 -> {
                Expression.Function function = pick(Expression.Function.values());
                yield new QueryText.AggregateField(
                        word(), function, function == Expression.Function.COUNT ? null : word());
            }
            case 4 -> new QueryText.Nested(selection(word(), optional(), depth));
            default -> new QueryText.Plain(optional(), word());
        };
    }

    private QueryText.Parameter parameter() {
        return switch (random.nextInt(8)) {
            case 0 -> new QueryText.Search(random.nextBoolean() ? variable() : string());
            case 1 -> new QueryText.OrderBy(some(1, 3, () -> new QueryText.Order(word(), random.nextBoolean())));
            case 2 -> new QueryText.First(random.nextBoolean() ? variable() : digits());
            case 3 -> new QueryText.Skip(random.nextBoolean() ? variable() : digits());
            case 4 ->
                new QueryText.Page(new Word("page", 0), random.nextBoolean(), some(1, 3, this::variableOrConstant));
            case 5 -> new QueryText.MayBeEmpty(some(1, 3, this::word));
            case 6 -> new QueryText.PathFilter(path(), operator(), filterValue());
            default -> new QueryText.Filter(word(), operator(), filterValue());
        };
    }

    private QueryText.Path path() {
        if (random.nextInt(3) == 0) {
            return new QueryText.Path(word(), List.of(new Expression.Step.Index(random.nextInt(100))));
        }
        List<Expression.Step> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            steps.add(new Expression.Step.Key(name()));
            if (random.nextBoolean()) {
                steps.add(new Expression.Step.Index(random.nextInt(5)));
            }
        }
        return new QueryText.Path(word(), steps);
    }

    private QueryPlan.Operator operator() {
        return pick(QueryPlan.Operator.values());
    }

    private Atom filterValue() {
        return random.nextInt(6) == 0 ? new Atom(Atom.Kind.NULL, anyCase("null")) : variableOrConstant();
    }

    private Atom variableOrConstant() {
        return random.nextInt(4) == 0 ? variable() : constant();
    }

    private Atom constant() {
        return switch (random.nextInt(4)) {
            case 0 -> string();
            case 1 -> new Atom(Atom.Kind.BOOLEAN, anyCase(random.nextBoolean() ? "true" : "false"));
            case 2 -> new Atom(Atom.Kind.FLOAT, new Word(pick("0.", "-0.5", "12.75", "1.5E+3", "2.e-1", "9.0e400"), 0));
            default -> new Atom(Atom.Kind.INTEGER, new Word(pick("0", "-1", "007", "9223372036854775808", "42"), 0));
        };
    }

    private Atom string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(pick(PIECES));
        }
        return new Atom(Atom.Kind.STRING, new Word(text.toString(), 0));
    }

    private Atom digits() {
        return new Atom(Atom.Kind.INTEGER, new Word(pick("0", "1", "020", "99999999999999999999"), 0));
    }

    private Atom variable() {
        return new Atom(Atom.Kind.VARIABLE, word());
    }

    private Word anyCase(String word) {
        return new Word(
                switch (random.nextInt(3)) {
                    case 0 -> word;
                    case 1 -> word.toUpperCase(Locale.ROOT);
                    default -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
                },
                0);
    }

    private Word optional() {
        return random.nextBoolean() ? null : word();
    }

    private Word optionalQualified() {
        return random.nextBoolean() ? null : new Word(qualified(), 0);
    }

    private Word word() {
        return new Word(name(), 0);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            name.append(pick(LETTERS));
        }
        return name.toString();
    }

    private String qualified() {
        return random.nextBoolean() ? name() : name() + "." + name();
    }

    @SafeVarargs
    private final <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }

    private <T> List<T> some(int least, int most, Supplier<T> make) {
        return Stream.generate(make)
                .limit(least + random.nextInt(most - least + 1))
                .toList();
    }
}
