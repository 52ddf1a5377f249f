package io.discret.query;

import io.discret.query.syntax.Atom;
import io.discret.query.syntax.DeletionText;
import io.discret.query.syntax.ModelText;
import io.discret.query.syntax.MutationText;
import io.discret.query.syntax.QueryText;
import io.discret.query.syntax.Word;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Write syntax records as text again; what is written reads as the same records. */
final class TextPrinter {
    private TextPrinter() {}

    static String print(ModelText model) {
        return join(
                " ",
                model.namespaces(),
                namespace -> namespace.name() + " {" + join(" ", namespace.entities(), TextPrinter::entity) + "}");
    }

    private static String entity(ModelText.Entity entity) {
        return (entity.deprecated() ? "@deprecated " : "") + entity.name().text()
                + (entity.fullText() ? "" : "(no_full_text_index)") + "{"
                + join(",", entity.entries(), TextPrinter::entry) + "}";
    }

    private static String entry(ModelText.Entry entry) {
        if (entry instanceof ModelText.Index index) {
            return "index(" + join(",", index.fields(), Word::text) + ")";
        }
        ModelText.Field field = (ModelText.Field) entry;
        String type;
        if (field.type() instanceof ModelText.Relation relation) {
            type = relation.many()
                    ? "[" + relation.target().text() + "]"
                    : relation.target().text();
        } else {
            ModelText.Scalar scalar = (ModelText.Scalar) field.type();
            type = scalar.type().name().toLowerCase(Locale.ROOT)
                    + (scalar.defaultValue() == null ? "" : " default " + atom(scalar.defaultValue()));
        }
        return (field.deprecated() ? "@deprecated " : "") + field.name().text() + ":" + type
                + (field.nullable() ? " nullable" : "");
    }

    static String print(MutationText mutation) {
        return "mutate " + name(mutation.name())
                + "{"
                + join(
                        " ",
                        mutation.entities(),
                        entity -> alias(entity.alias()) + entity.name().text() + block(entity.block()))
                + "}";
    }

    private static String block(MutationText.Block block) {
        return "{" + join(" ", block.fields(), field -> field.name().text() + ":" + value(field.value())) + "}";
    }

    private static String value(MutationText.FieldValue value) {
        if (value instanceof MutationText.One one) {
            return block(one.block());
        }
        if (value instanceof MutationText.Many many) {
            return "[" + join(",", many.blocks(), TextPrinter::block) + "]";
        }
        return atom(((MutationText.Scalar) value).atom());
    }

    static String print(DeletionText deletion) {
        return "delete " + name(deletion.name())
                + "{"
                + join(
                        " ",
                        deletion.entities(),
                        entity -> alias(entity.alias()) + entity.name().text()
                                + "{$" + entity.idVariable().text() + " "
                                + join(
                                        " ",
                                        entity.references(),
                                        reference -> reference.field().text() + "["
                                                + join(",", reference.variables(), word -> "$" + word.text()) + "]")
                                + "}")
                + "}";
    }

    static String print(QueryText query) {
        return "query " + name(query.name()) + "{" + join(" ", query.selections(), TextPrinter::selection) + "}";
    }

    private static String selection(QueryText.Selection selection) {
        return alias(selection.alias()) + selection.name().text() + "("
                + join(",", selection.parameters(), TextPrinter::parameter) + "){"
                + join(" ", selection.fields(), TextPrinter::field) + "}";
    }

    private static String field(QueryText.Field field) {
        if (field instanceof QueryText.Nested nested) {
            return selection(nested.selection());
        }
        if (field instanceof QueryText.Plain plain) {
            return alias(plain.alias()) + plain.name().text();
        }
        if (field instanceof QueryText.PathField path) {
            return alias(path.alias()) + path(path.path());
        }
        QueryText.AggregateField aggregate = (QueryText.AggregateField) field;
        return alias(aggregate.alias()) + aggregate.function().name().toLowerCase(Locale.ROOT) + "("
                + name(aggregate.argument()) + ")";
    }

    private static String parameter(QueryText.Parameter parameter) {
        if (parameter instanceof QueryText.Search search) {
            return "search(" + atom(search.value()) + ")";
        }
        if (parameter instanceof QueryText.OrderBy order) {
            return "order_by("
                    + join(",", order.items(), item -> item.name().text() + (item.descending() ? " desc" : " asc"))
                    + ")";
        }
        if (parameter instanceof QueryText.First first) {
            return "first " + atom(first.count());
        }
        if (parameter instanceof QueryText.Skip skip) {
            return "skip " + atom(skip.count());
        }
        if (parameter instanceof QueryText.Page page) {
            return (page.after() ? "after(" : "before(") + join(",", page.bounds(), TextPrinter::atom) + ")";
        }
        if (parameter instanceof QueryText.MayBeEmpty nullable) {
            return "nullable(" + join(",", nullable.names(), Word::text) + ")";
        }
        if (parameter instanceof QueryText.PathFilter filter) {
            return path(filter.path()) + operator(filter.operator()) + atom(filter.value());
        }
        QueryText.Filter filter = (QueryText.Filter) parameter;
        return filter.name().text() + operator(filter.operator()) + atom(filter.value());
    }

    private static String path(QueryText.Path path) {
        List<Expression.Step> steps = path.steps();
        if (!steps.isEmpty() && steps.get(0) instanceof Expression.Step.Index index) {
            return path.field().text() + "->" + index.index();
        }
        return path.field().text() + "->$"
                + join(
                        "",
                        steps,
                        step -> step instanceof Expression.Step.Key key
                                ? "." + key.name()
                                : "[" + ((Expression.Step.Index) step).index() + "]");
    }

    private static String operator(QueryPlan.Operator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "!=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
    }

    private static String atom(Atom atom) {
        return switch (atom.kind()) {
            case VARIABLE -> "$" + atom.text();
            case STRING -> "\"" + atom.text().replace("\"", "\\\"") + "\"";
            default -> atom.text();
        };
    }

    private static String alias(Word alias) {
        return alias == null ? "" : alias.text() + ":";
    }

    private static String name(Word name) {
        return name == null ? "" : name.text();
    }

    private static <T> String join(String separator, List<T> parts, Function<T, String> print) {
        return parts.stream().map(print).collect(Collectors.joining(separator));
    }
}
