package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Look up the fields of an entity in a query (docs/protocol/12 §3.3). For use by one thread. */
final class QueryNames {
    private static final String PEER_ENTITY = "sys.Peer";
    private static final String ROOM_ENTITY = "sys.Room";

    private final DataModel model;
    private final SourceText source;

    QueryNames(DataModel model, SourceText source) {
        this.model = model;
        this.source = source;
    }

    /** What a name stands for. */
    sealed interface Named {}

    /**
     * A value.
     *
     * @param kind what a variable compared with it must be
     */
    record Scalar(Expression expression, ScalarType type, VariableType.Kind kind, boolean nullable) implements Named {
        /** Whether it is a system column that is compared as bytes. */
        boolean isBytes() {
            return kind == VariableType.Kind.BINARY;
        }

        boolean isAggregate() {
            return expression instanceof Expression.Aggregate;
        }
    }

    /** Related rows. */
    record Related(QueryPlan.Relation relation, Entity target, boolean nullable) implements Named {}

    /** The field of a name, or null. */
    @Nullable
    Named find(Entity entity, String name) {
        Field field = entity.field(name);
        if (field != null && field.type() instanceof FieldType.Relation relation) {
            QueryPlan.Relation reached = new QueryPlan.Relation.Field(field.shortName(), relation.many());
            return new Related(reached, model.entity(relation.targetEntity()), field.nullable());
        }
        if (field != null) {
            ScalarType type = ((FieldType.Scalar) field.type()).type();
            Expression expression = new Expression.Field(field.shortName(), type, field.defaultValue());
            return new Scalar(expression, type, VariableTable.kind(type), field.nullable());
        }
        if (name.equals(SystemFields.PEER)) {
            return new Related(new QueryPlan.Relation.Peer(), model.entity(PEER_ENTITY), false);
        }
        if (name.equals(SystemFields.ROOM)) {
            return new Related(new QueryPlan.Relation.Room(), model.entity(ROOM_ENTITY), false);
        }
        Optional<SystemColumn> column = SystemFields.column(name);
        return column.isPresent() ? systemScalar(column.get()) : null;
    }

    private static Scalar systemScalar(SystemColumn column) {
        ScalarType type = SystemFields.type(column);
        VariableType.Kind kind = column.bytes() ? VariableType.Kind.BINARY : VariableTable.kind(type);
        return new Scalar(new Expression.Column(column, false), type, kind, SystemFields.nullable(column));
    }

    Named field(Entity entity, Word name) {
        Named named = find(entity, name.text());
        if (named == null) {
            throw unknown(ErrorCode.UNKNOWN_FIELD, entity, name);
        }
        return named;
    }

    Scalar scalar(Entity entity, Word name, ErrorCode refusal, String message) {
        if (field(entity, name) instanceof Scalar scalar) {
            return scalar;
        }
        throw source.error(refusal, message, name);
    }

    /** A place inside a Json field. */
    Scalar path(Entity entity, Word name, List<Expression.Step> steps) {
        Field field = entity.field(name.text());
        Named named = field(entity, name);
        if (field == null || !(named instanceof Scalar scalar) || scalar.type() != ScalarType.JSON) {
            throw source.error(ErrorCode.FIELD_TYPE_MISMATCH, "a path needs a Json field", name);
        }
        Expression path = new Expression.JsonPath(field.shortName(), steps, field.defaultValue());
        return new Scalar(path, ScalarType.JSON, VariableType.Kind.STRING, field.nullable());
    }

    RuntimeException unknown(ErrorCode code, Entity entity, Word name) {
        List<String> known = new ArrayList<>(entity.fields().keySet());
        known.addAll(SystemFields.NAMES);
        return source.error(
                code,
                entity.name() + " has no field '" + name.text() + "'." + Nearest.suggestion(name.text(), known),
                name);
    }
}
