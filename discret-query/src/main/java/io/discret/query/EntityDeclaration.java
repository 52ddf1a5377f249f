package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.Atom;
import io.discret.query.syntax.ModelText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.Expression;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Check the declaration of one entity (docs/protocol/10 §4). Immutable. */
final class EntityDeclaration {
    /** Short names below are kept for system fields. */
    private static final int FIRST_FIELD = 32;

    private static final Set<String> SCALAR_WORDS = Stream.of(ScalarType.values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private final SourceText source;
    private final Literals literals;

    EntityDeclaration(SourceText source) {
        this.source = source;
        this.literals = new Literals(source);
    }

    Entity declare(String canonical, String shortName, ModelText.Entity entity) {
        refuseScalarWord(entity.name(), "an entity");
        Map<String, Field> fields = new LinkedHashMap<>();
        List<ModelText.Index> indexes = new ArrayList<>();
        for (ModelText.Entry entry : entity.entries()) {
            if (entry instanceof ModelText.Field field) {
                Field declared = field(field, Integer.toString(FIRST_FIELD + fields.size()));
                if (fields.putIfAbsent(declared.name(), declared) != null) {
                    throw source.error(
                            ErrorCode.DUPLICATE_FIELD,
                            "the field '" + declared.name() + "' is declared twice",
                            field.name());
                }
            } else {
                indexes.add((ModelText.Index) entry);
            }
        }
        return new Entity(
                canonical,
                shortName,
                entity.deprecated(),
                entity.fullText(),
                fields,
                indexes(canonical, shortName, fields, indexes));
    }

    private Field field(ModelText.Field field, String shortName) {
        String name = field.name().text();
        if (name.startsWith("_")) {
            throw source.error(
                    ErrorCode.RESERVED_NAME, "names of fields must not start with an underscore", field.name());
        }
        refuseScalarWord(field.name(), "a field");
        if (SystemFields.NAMES.contains(name)) {
            throw source.error(
                    ErrorCode.SYSTEM_FIELD_NAME, "every entity has a field '" + name + "' already", field.name());
        }
        Value defaultValue = null;
        FieldType type;
        if (field.type() instanceof ModelText.Relation relation) {
            refuseScalarWord(relation.target(), "the target of a relation");
            String written = relation.target().text();
            type = new FieldType.Relation(written, EntityName.of(written).canonical(), relation.many());
        } else {
            ModelText.Scalar scalar = (ModelText.Scalar) field.type();
            type = new FieldType.Scalar(scalar.type());
            Atom literal = scalar.defaultValue();
            defaultValue = literal == null ? null : defaultValue(scalar.type(), literal);
        }
        return new Field(name, shortName, type, field.nullable(), field.deprecated(), defaultValue);
    }

    private Value defaultValue(ScalarType type, Atom literal) {
        Value value =
                switch (literal.kind()) {
                    case FLOAT -> type == ScalarType.FLOAT ? literals.finite(literal) : null;
                    case INTEGER ->
                        type == ScalarType.FLOAT
                                ? literals.finite(literal)
                                : type == ScalarType.INTEGER ? literals.integer(literal) : null;
                    case BOOLEAN -> type == ScalarType.BOOLEAN ? literals.bool(literal) : null;
                    case STRING -> textDefault(type, literal);
                    default -> null;
                };
        if (value == null) {
            throw source.error(
                    ErrorCode.DEFAULT_TYPE,
                    "a default of a field of type " + type + " cannot be written so",
                    literal.word());
        }
        return value;
    }

    private @Nullable Value textDefault(ScalarType type, Atom literal) {
        return switch (type) {
            case STRING -> literals.text(literal);
            case BASE64 -> literals.base64(literal);
            case JSON -> literals.json(literal);
            case INTEGER, FLOAT, BOOLEAN -> null;
        };
    }

    private void refuseScalarWord(Word name, String what) {
        if (SCALAR_WORDS.contains(name.text().toLowerCase(Locale.ROOT))) {
            throw source.error(
                    ErrorCode.RESERVED_WORD, "the name of a type cannot be the name of " + what + " here", name);
        }
    }

    private List<IndexDefinition> indexes(
            String canonical, String shortName, Map<String, Field> fields, List<ModelText.Index> indexes) {
        Map<String, IndexDefinition> byName = new LinkedHashMap<>();
        for (ModelText.Index index : indexes) {
            IndexDefinition definition = index(canonical, shortName, fields, index);
            if (byName.putIfAbsent(definition.storeName(), definition) != null) {
                throw source.error(
                        ErrorCode.DUPLICATE_INDEX, "there is an index of the same fields already", index.place());
            }
        }
        return List.copyOf(byName.values());
    }

    private IndexDefinition index(
            String canonical, String shortName, Map<String, Field> fields, ModelText.Index index) {
        Map<String, Expression> expressions = new LinkedHashMap<>();
        for (Word name : index.fields()) {
            if (expressions.putIfAbsent(name.text(), indexed(name, fields)) != null) {
                throw source.error(
                        ErrorCode.INDEX_DUPLICATE_FIELD, "the field '" + name.text() + "' is there twice", name);
            }
        }
        return IndexDefinitions.of(canonical, shortName, fields, expressions);
    }

    private Expression indexed(Word name, Map<String, Field> fields) {
        Field field = fields.get(name.text());
        Optional<SystemColumn> column = SystemFields.column(name.text());
        if (field == null && column.isEmpty() && !SystemFields.isRelation(name.text())) {
            throw source.error(
                    ErrorCode.UNKNOWN_FIELD,
                    "there is no field '" + name.text() + "'." + Nearest.suggestion(name.text(), fields.keySet()),
                    name);
        }
        if (column.isPresent()) {
            return new Expression.Column(column.get(), false);
        }
        if (field != null && field.type() instanceof FieldType.Scalar scalar && scalar.type() != ScalarType.JSON) {
            return new Expression.Field(field.shortName(), scalar.type(), field.defaultValue());
        }
        throw source.error(ErrorCode.INDEX_FIELD_TYPE, "an index takes neither relations nor Json fields", name);
    }
}
