package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.QueryText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Check and plan the members of one selection (docs/protocol/12 §3.4, §5, §10). For use by one thread, once. */
final class SelectionOutputs {
    private final SourceText source;
    private final QueryNames names;
    private final Entity entity;
    private final BiFunction<Entity, QueryText.Selection, QueryPlan.Selection> nested;

    private final Map<String, QueryNames.Named> byName = new LinkedHashMap<>();
    private final Map<String, QueryPlan.Output> planned = new LinkedHashMap<>();

    SelectionOutputs(
            SourceText source,
            QueryNames names,
            Entity entity,
            BiFunction<Entity, QueryText.Selection, QueryPlan.Selection> nested) {
        this.source = source;
        this.names = names;
        this.entity = entity;
        this.nested = nested;
    }

    void read(QueryText.Selection text) {
        text.fields().forEach(this::add);
        for (QueryText.Parameter parameter : text.parameters()) {
            if (parameter instanceof QueryText.MayBeEmpty mayBeEmpty) {
                mayBeEmpty.names().forEach(this::mayBeEmpty);
            }
        }
        if (aggregate() && planned.values().stream().anyMatch(QueryPlan.Output.Nested.class::isInstance)) {
            throw source.error(
                    ErrorCode.AGGREGATE_WITH_REFERENCE,
                    "a selection with aggregates cannot hold relations; select them apart",
                    text.name());
        }
    }

    private void add(QueryText.Field field) {
        if (field instanceof QueryText.Plain plain) {
            addPlain(plain);
        } else if (field instanceof QueryText.Nested relation) {
            addNested(relation.selection());
        } else if (field instanceof QueryText.PathField path) {
            put(
                    path.alias(),
                    names.path(entity, path.path().field(), path.path().steps()));
        } else if (field instanceof QueryText.AggregateField aggregate) {
            addAggregate(aggregate);
        }
    }

    private void addPlain(QueryText.Plain plain) {
        QueryNames.Scalar scalar = names.scalar(
                entity,
                plain.name(),
                ErrorCode.REFERENCE_NEEDS_BLOCK,
                "'" + plain.name().text() + "' is a relation; say in braces which fields to read");
        checkAlias(plain.alias());
        put(plain.alias() == null ? plain.name() : plain.alias(), scalar);
    }

    private void addNested(QueryText.Selection selection) {
        QueryNames.Named named = names.field(entity, selection.name());
        if (!(named instanceof QueryNames.Related related)) {
            throw source.error(
                    ErrorCode.SCALAR_WITH_BLOCK,
                    "'" + selection.name().text() + "' is no relation; leave the braces out",
                    selection.name());
        }
        checkAlias(selection.alias());
        Word output = selection.outputName();
        refuseDuplicate(output);
        QueryPlan.Selection inner = nested.apply(related.target(), selection);
        byName.put(output.text(), related);
        planned.put(
                output.text(),
                new QueryPlan.Output.Nested(output.text(), related.relation(), inner, !related.nullable()));
    }

    private void addAggregate(QueryText.AggregateField aggregate) {
        Expression argument = null;
        Word name = aggregate.argument();
        if (name != null) {
            QueryNames.Scalar scalar = names.scalar(
                    entity, name, ErrorCode.FUNCTION_FIELD_TYPE, "an aggregate needs a field that is no relation");
            boolean numeric = scalar.type() == ScalarType.INTEGER || scalar.type() == ScalarType.FLOAT;
            boolean any =
                    aggregate.function() == Expression.Function.MAX || aggregate.function() == Expression.Function.MIN;
            if (!numeric && !any) {
                throw source.error(ErrorCode.FUNCTION_FIELD_TYPE, "sum and avg need an Integer or a Float field", name);
            }
            argument = scalar.expression();
        }
        Expression expression = new Expression.Aggregate(aggregate.function(), argument);
        put(aggregate.alias(), new QueryNames.Scalar(expression, ScalarType.FLOAT, VariableType.Kind.FLOAT, false));
    }

    private void checkAlias(@Nullable Word alias) {
        if (alias == null) {
            return;
        }
        if (alias.text().startsWith("_")) {
            throw source.error(ErrorCode.RESERVED_NAME, "an alias must not start with an underscore", alias);
        }
        if (names.find(entity, alias.text()) != null) {
            throw source.error(
                    ErrorCode.ALIAS_IS_FIELD,
                    "'" + alias.text() + "' is a field of " + entity.name() + "; choose another alias",
                    alias);
        }
    }

    private void put(Word output, QueryNames.Scalar scalar) {
        refuseDuplicate(output);
        byName.put(output.text(), scalar);
        planned.put(output.text(), new QueryPlan.Output.Scalar(output.text(), scalar.expression()));
    }

    private void refuseDuplicate(Word output) {
        if (planned.containsKey(output.text())) {
            throw source.error(
                    ErrorCode.DUPLICATE_FIELD, "'" + output.text() + "' is there twice; give one an alias", output);
        }
    }

    private void mayBeEmpty(Word name) {
        QueryPlan.Output output = planned.get(name.text());
        if (output == null) {
            throw source.error(
                    ErrorCode.UNKNOWN_NULLABLE_FIELD,
                    "nullable() names relations of this selection; '" + name.text() + "' is none."
                            + Nearest.suggestion(name.text(), planned.keySet()),
                    name);
        }
        if (!(output instanceof QueryPlan.Output.Nested relation)) {
            throw source.error(ErrorCode.NULLABLE_ON_SCALAR, "nullable() takes relations only", name);
        }
        planned.put(
                name.text(),
                new QueryPlan.Output.Nested(name.text(), relation.relation(), relation.selection(), false));
    }

    /** Whether a relation is selected under a name. */
    boolean isNested(String name) {
        return planned.get(name) instanceof QueryPlan.Output.Nested;
    }

    /** What an output name stands for: bytes are compared as their base64 text when ordered by an alias (12 §8.1). */
    QueryNames.@Nullable Named output(String name) {
        return byName.get(name);
    }

    /** The scalar of an alias as a sort key. */
    static QueryNames.Scalar asOutput(QueryNames.Scalar scalar) {
        if (scalar.isBytes() && scalar.expression() instanceof Expression.Column column) {
            SystemColumn systemColumn = column.column();
            return new QueryNames.Scalar(
                    new Expression.Column(systemColumn, true),
                    ScalarType.BASE64,
                    VariableType.Kind.BASE64,
                    scalar.nullable());
        }
        return scalar;
    }

    List<String> names() {
        return List.copyOf(planned.keySet());
    }

    List<QueryPlan.Output> planned() {
        return List.copyOf(planned.values());
    }

    boolean aggregate() {
        return byName.values().stream()
                .anyMatch(named -> named instanceof QueryNames.Scalar scalar && scalar.isAggregate());
    }

    /** Everything selected beside aggregates, also system, Base64 and Json values (docs/protocol/12 §10.7, FIX). */
    List<Expression> groupBy() {
        List<Expression> keys = new ArrayList<>();
        if (aggregate()) {
            for (QueryNames.Named named : byName.values()) {
                if (named instanceof QueryNames.Scalar scalar && !scalar.isAggregate()) {
                    keys.add(scalar.expression());
                }
            }
        }
        return keys;
    }
}
