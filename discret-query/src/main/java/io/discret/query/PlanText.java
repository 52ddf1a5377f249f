package io.discret.query;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.QueryPlan.Output;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.QueryPlan.Selection;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describe a plan for people, one line a step, with the names of the data model. Literals stand as a question mark, so
 * that the text can be logged. For use by one thread, once.
 */
public final class PlanText {
    private final DataModel model;
    private final StringBuilder out = new StringBuilder();

    private PlanText(DataModel model) {
        this.model = model;
    }

    /**
     * Describe a plan.
     *
     * @param model the one the plan was made with
     */
    public static String of(DataModel model, QueryPlan plan) {
        PlanText text = new PlanText(model);
        plan.selections().forEach(root -> text.selection(root.name(), "rows", root.selection(), ""));
        return text.out.toString();
    }

    private void selection(String name, String kind, Selection selection, String indent) {
        Entity entity = model.byShortName(selection.entity());
        Names names = new Names(entity);
        line(indent, name + ": " + kind + " of " + (entity == null ? selection.entity() : entity.name()));
        String inner = indent + "  ";
        if (selection.search() != null) {
            line(inner, "search " + operand(selection.search()) + ", best first");
        }
        conditions(inner, "where ", names, selection.where());
        if (selection.aggregate()) {
            line(inner, selection.groupBy().isEmpty() ? "one group" : "group by " + names.list(selection.groupBy()));
            conditions(inner, "having ", names, selection.having());
        }
        if (!selection.order().isEmpty()) {
            line(
                    inner,
                    "order by "
                            + selection.order().stream()
                                    .map(key -> names.text(key.value()) + (key.descending() ? " desc" : " asc"))
                                    .collect(Collectors.joining(", ")));
        }
        if (selection.page() != null) {
            line(
                    inner,
                    (selection.page().after() ? "after " : "before ")
                            + selection.page().bounds().stream()
                                    .map(PlanText::operand)
                                    .collect(Collectors.joining(", ")));
        }
        if (selection.first() != null || selection.skip() != null) {
            String first = selection.first() == null ? "all" : "first " + count(selection.first());
            line(inner, first + (selection.skip() == null ? "" : " after " + count(selection.skip()) + " skipped"));
        }
        outputs(selection.outputs(), names, inner);
    }

    private void outputs(List<Output> outputs, Names names, String indent) {
        List<String> scalars = new ArrayList<>();
        for (Output output : outputs) {
            if (output instanceof Output.Scalar scalar) {
                String value = names.text(scalar.value());
                scalars.add(value.equals(scalar.name()) ? value : scalar.name() + " = " + value);
            }
        }
        if (!scalars.isEmpty()) {
            line(indent, "show " + String.join(", ", scalars));
        }
        for (Output output : outputs) {
            if (output instanceof Output.Nested nested) {
                String kind = (nested.required() ? "required " : "optional ")
                        + (nested.relation().many() ? "rows by " : "row by ")
                        + names.relation(nested.relation());
                selection(nested.name(), kind, nested.selection(), indent);
            }
        }
    }

    private void conditions(String indent, String word, Names names, List<Condition> conditions) {
        conditions.forEach(condition -> line(indent, word + names.condition(condition)));
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }

    private static String operand(Operand operand) {
        return operand instanceof Operand.Variable variable ? "$" + variable.name() : "?";
    }

    /** The numbers of limits say nothing about rows. */
    private static String count(Operand operand) {
        return operand instanceof Operand.Literal literal && literal.value() instanceof Value.Int number
                ? Long.toString(number.value())
                : operand(operand);
    }

    /** The names of the fields of one entity. */
    private record Names(@Nullable Entity entity) {
        String list(List<Expression> values) {
            return values.stream().map(this::text).collect(Collectors.joining(", "));
        }

        String text(Expression value) {
            if (value instanceof Expression.Column column) {
                return column.asText()
                        ? "base64(" + column.column().text() + ")"
                        : column.column().text();
            }
            if (value instanceof Expression.Field field) {
                return field(field.shortName());
            }
            if (value instanceof Expression.JsonPath path) {
                return field(path.shortName()) + "->" + steps(path.steps());
            }
            Expression.Aggregate aggregate = (Expression.Aggregate) value;
            Expression argument = aggregate.argument();
            return aggregate.function().name().toLowerCase(Locale.ROOT) + "(" + (argument == null ? "" : text(argument))
                    + ")";
        }

        String condition(Condition condition) {
            if (condition instanceof Condition.Compare compare) {
                return text(compare.left()) + " " + sign(compare.operator()) + " " + operand(compare.right());
            }
            if (condition instanceof Condition.IsNull test) {
                return text(test.value()) + " is " + (test.negated() ? "not " : "") + "null";
            }
            if (condition instanceof Condition.OutputIsEmpty test) {
                return test.output() + " found " + (test.negated() ? "something" : "nothing");
            }
            Condition.RelationIsEmpty test = (Condition.RelationIsEmpty) condition;
            return relation(test.relation()) + " leads to " + (test.negated() ? "a row" : "no row");
        }

        String relation(Relation relation) {
            if (relation instanceof Relation.Field field) {
                return field(field.label());
            }
            return relation instanceof Relation.Peer ? "sys_peer" : "sys_room";
        }

        private String field(String shortName) {
            return entity == null
                    ? shortName
                    : entity.fields().values().stream()
                            .filter(field -> field.shortName().equals(shortName))
                            .map(Field::name)
                            .findFirst()
                            .orElse(shortName);
        }

        private static String steps(List<Expression.Step> steps) {
            StringBuilder text = new StringBuilder("$");
            for (Expression.Step step : steps) {
                if (step instanceof Expression.Step.Key key) {
                    text.append('.').append(key.name());
                } else {
                    text.append('[')
                            .append(((Expression.Step.Index) step).index())
                            .append(']');
                }
            }
            return text.toString();
        }

        private static String sign(QueryPlan.Operator operator) {
            return switch (operator) {
                case EQUAL -> "=";
                case NOT_EQUAL -> "!=";
                case LESS -> "<";
                case LESS_OR_EQUAL -> "<=";
                case GREATER -> ">";
                case GREATER_OR_EQUAL -> ">=";
            };
        }
    }
}
