package io.discret.query;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Check the JSON text of a received row against the model (docs/protocol/10 §10). Stateless. */
public final class RowCheck {
    private RowCheck() {}

    /**
     * Check a row.
     *
     * @param json text of the row; null is accepted without any check
     * @return why the row is refused, or empty; a JSON null is accepted for nullable fields, other peers may refuse it
     */
    public static Optional<ErrorCode> check(Entity entity, @Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        JsonValue value;
        try {
            value = StrictJson.parse(json);
        } catch (DiscretException e) {
            return Optional.of(e.code());
        }
        if (!(value instanceof JsonValue.Obj object)) {
            return Optional.of(ErrorCode.JSON_NOT_OBJECT);
        }
        return checkContent(entity, object);
    }

    /** Check a row as {@link #check(Entity, String)} does, when its text is read already. */
    public static Optional<ErrorCode> checkContent(Entity entity, JsonValue.Obj object) {
        for (Field field : entity.fields().values()) {
            if (field.type() instanceof FieldType.Scalar) {
                ErrorCode refusal = check(field, object.get(field.shortName()));
                if (refusal != null) {
                    return Optional.of(refusal);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable ErrorCode check(Field field, @Nullable JsonValue value) {
        if (value == null) {
            return field.nullable() || field.defaultValue() != null ? null : ErrorCode.REQUIRED_FIELD_MISSING;
        }
        if (value instanceof JsonValue.Null) {
            return field.nullable() ? null : ErrorCode.NOT_NULLABLE;
        }
        boolean fits =
                switch (((FieldType.Scalar) field.type()).type()) {
                    case BOOLEAN -> value instanceof JsonValue.Bool;
                    case INTEGER -> value instanceof JsonValue.Num number && number.isLong();
                    case FLOAT -> value instanceof JsonValue.Num;
                    case STRING -> value instanceof JsonValue.Text;
                    case BASE64 -> value instanceof JsonValue.Text text && Base64Url.isValid(text.value());
                    case JSON -> value instanceof JsonValue.Obj || value instanceof JsonValue.Arr;
                };
        return fits ? null : ErrorCode.FIELD_TYPE_MISMATCH;
    }
}
