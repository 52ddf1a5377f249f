package io.discret.query;

import static java.util.Objects.requireNonNull;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.Atom;
import io.discret.query.syntax.MutationReader;
import io.discret.query.syntax.MutationText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.QueryPlan;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Check a mutation against a model (docs/protocol/11 §3, §4). For use by one thread, once. */
final class MutationCheck {
    private final DataModel model;
    private final SourceText source;
    private final Literals literals;
    private final VariableTable variables;

    private MutationCheck(DataModel model, SourceText source) {
        this.model = model;
        this.source = source;
        this.literals = new Literals(source);
        this.variables = new VariableTable(source);
    }

    static Mutation check(DataModel model, String text) {
        SourceText source = new SourceText(text);
        return new MutationCheck(model, source).mutation(MutationReader.read(source));
    }

    private Mutation mutation(MutationText text) {
        List<MutationRow> rows = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (MutationText.Entity entity : text.entities()) {
            Word key = entity.alias() == null ? entity.name() : entity.alias();
            if (entity.alias() != null && key.text().startsWith("_")) {
                throw source.error(ErrorCode.RESERVED_NAME, "an alias must not start with an underscore", key);
            }
            Entity target = model.entity(source, entity.name());
            if (!keys.add(key.text())) {
                throw source.error(
                        ErrorCode.DUPLICATE_NAME, "'" + key.text() + "' is there twice; give one an alias", key);
            }
            rows.add(RoomPropagation.apply(row(key, target, entity.block())));
        }
        return new Mutation(rows, variables.variables());
    }

    private MutationRow row(Word place, Entity entity, MutationText.Block block) {
        QueryPlan.Operand id = null;
        QueryPlan.Operand roomId = null;
        List<MutationField> fields = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (MutationText.Field field : block.fields()) {
            String name = field.name().text();
            if (!given.add(name)) {
                throw source.error(ErrorCode.DUPLICATE_FIELD, "the field '" + name + "' is there twice", field.name());
            }
            Field declared = entity.field(name);
            if (declared != null) {
                fields.add(userField(declared, field));
                continue;
            }
            SystemColumn column = settable(entity, field.name());
            QueryPlan.Operand value = systemValue(column, field);
            switch (column) {
                case ID -> id = value;
                case ROOM_ID -> roomId = value;
                default -> fields.add(new MutationField.Binary(value));
            }
        }
        if (id == null) {
            addDefaults(place, entity, given, fields);
        }
        return new MutationRow(place.text(), entity, id, roomId, roomId != null, fields);
    }

    /** A creation gives every field that is neither nullable nor a relation; defaults step in (11 §4.2). */
    private void addDefaults(Word place, Entity entity, Set<String> given, List<MutationField> fields) {
        for (Field field : entity.fields().values()) {
            if (given.contains(field.name()) || field.nullable() || field.isRelation()) {
                continue;
            }
            if (field.defaultValue() == null) {
                throw source.error(
                        ErrorCode.REQUIRED_FIELD_MISSING,
                        "a new " + entity.name() + " needs the field '" + field.name() + "'",
                        place);
            }
            fields.add(new MutationField.Scalar(field, new QueryPlan.Operand.Literal(field.defaultValue()), true));
        }
    }

    private SystemColumn settable(Entity entity, Word name) {
        Optional<SystemColumn> column = SystemFields.column(name.text());
        if (column.isPresent() && SystemFields.settable(column.get())) {
            return column.get();
        }
        if (column.isPresent() || SystemFields.isRelation(name.text())) {
            throw source.error(ErrorCode.READ_ONLY_FIELD, "the field '" + name.text() + "' cannot be set", name);
        }
        throw source.error(
                ErrorCode.UNKNOWN_FIELD,
                entity.name() + " has no field '" + name.text() + "'."
                        + Nearest.suggestion(name.text(), entity.fields().keySet()),
                name);
    }

    private QueryPlan.Operand systemValue(SystemColumn column, MutationText.Field field) {
        boolean nullable = SystemFields.nullable(column);
        Atom atom = atom(field);
        return switch (atom.kind()) {
            case VARIABLE -> variables.declare(atom.word(), VariableType.Kind.BINARY, nullable);
            case STRING -> new QueryPlan.Operand.Literal(literals.bytes(atom));
            case NULL -> nullLiteral(nullable, field.name());
            default -> throw mismatch(field.name(), ScalarType.BASE64);
        };
    }

    private MutationField userField(Field field, MutationText.Field text) {
        if (field.type() instanceof FieldType.Relation relation) {
            return relation(field, relation, text);
        }
        ScalarType type = ((FieldType.Scalar) field.type()).type();
        Atom atom = atom(text);
        QueryPlan.Operand value =
                switch (atom.kind()) {
                    case VARIABLE -> variables.declare(atom.word(), VariableTable.kind(type), field.nullable());
                    case NULL -> nullLiteral(field.nullable(), text.name());
                    default -> literal(type, atom, text.name());
                };
        return new MutationField.Scalar(field, value, false);
    }

    private MutationField relation(Field field, FieldType.Relation relation, MutationText.Field text) {
        Entity target = requireNonNull(model.find(relation.targetEntity()));
        if (text.value() instanceof MutationText.Scalar scalar) {
            if (scalar.atom().kind() == Atom.Kind.NULL) {
                return new MutationField.Clear(field);
            }
            boolean variable = scalar.atom().kind() == Atom.Kind.VARIABLE;
            throw source.error(
                    variable ? ErrorCode.VARIABLE_ON_REFERENCE : ErrorCode.FIELD_TYPE_MISMATCH,
                    "'" + field.name() + "' is a relation; write "
                            + (relation.many() ? "[ { id: $id } ]" : "{ id: $id }"),
                    text.name());
        }
        if (relation.many() && text.value() instanceof MutationText.Many many) {
            List<MutationRow> rows = new ArrayList<>();
            many.blocks().forEach(block -> rows.add(row(text.name(), target, block)));
            return new MutationField.Rows(field, rows);
        }
        if (!relation.many() && text.value() instanceof MutationText.One one) {
            return new MutationField.Rows(field, List.of(row(text.name(), target, one.block())));
        }
        throw source.error(
                ErrorCode.FIELD_TYPE_MISMATCH,
                "'" + field.name() + "' takes " + (relation.many() ? "an array [ … ]" : "one object { … }"),
                text.name());
    }

    private Atom atom(MutationText.Field field) {
        if (field.value() instanceof MutationText.Scalar scalar) {
            return scalar.atom();
        }
        throw source.error(ErrorCode.FIELD_TYPE_MISMATCH, "'" + field.name().text() + "' is no relation", field.name());
    }

    private QueryPlan.Operand nullLiteral(boolean nullable, Word name) {
        if (!nullable) {
            throw source.error(ErrorCode.NOT_NULLABLE, "the field '" + name.text() + "' must not be null", name);
        }
        return new QueryPlan.Operand.Literal(new Value.Null());
    }

    private QueryPlan.Operand literal(ScalarType type, Atom atom, Word name) {
        Value value = value(type, atom);
        if (value == null) {
            throw mismatch(name, type);
        }
        return new QueryPlan.Operand.Literal(value);
    }

    private @Nullable Value value(ScalarType type, Atom atom) {
        return switch (atom.kind()) {
            case STRING ->
                switch (type) {
                    case STRING -> literals.text(atom);
                    case BASE64 -> literals.base64(atom);
                    case JSON -> literals.json(atom);
                    case INTEGER, FLOAT, BOOLEAN -> null;
                };
            // An integer of a Float field is read as a double from its text and has no 64-bit limit.
            case INTEGER ->
                type == ScalarType.INTEGER
                        ? literals.integer(atom)
                        : type == ScalarType.FLOAT ? literals.real(atom) : null;
            case FLOAT -> type == ScalarType.FLOAT ? literals.real(atom) : null;
            case BOOLEAN -> type == ScalarType.BOOLEAN ? literals.bool(atom) : null;
            case VARIABLE, NULL -> null;
        };
    }

    private RuntimeException mismatch(Word name, ScalarType type) {
        return source.error(ErrorCode.FIELD_TYPE_MISMATCH, "'" + name.text() + "' is of type " + type, name);
    }
}
