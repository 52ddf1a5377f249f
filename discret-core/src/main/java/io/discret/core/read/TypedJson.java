package io.discret.core.read;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.function.Function;

/**
 * Map JSON of results to types (docs/protocol/12 §12): integers convert to floating point, nothing else converts, and a
 * null or missing value does not become 0. Bytes are URL-safe base64. Stateless.
 */
final class TypedJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL)
            .addModule(new SimpleModule("discret")
                    .addDeserializer(Uid.class, new FromText<>(Uid.class, Uid::parse))
                    .addDeserializer(VerifyingKey.class, new FromText<>(VerifyingKey.class, VerifyingKey::parse)))
            .build();

    private TypedJson() {}

    /** Read a text. */
    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new DiscretException(ErrorCode.RESULT_CONVERSION, "The result is not readable JSON.");
        }
    }

    /** Map a value; the failure of the mapper may quote rows, so it is not passed on. */
    static <T> T convert(String name, JsonNode node, Class<T> type) {
        T value;
        try {
            value = MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException | IllegalArgumentException | DiscretException e) {
            throw mismatch(name, type);
        }
        if (value == null) {
            throw mismatch(name, type);
        }
        return value;
    }

    private static DiscretException mismatch(String name, Class<?> type) {
        return new DiscretException(
                ErrorCode.RESULT_CONVERSION,
                "The member '" + name + "' does not fit " + type.getName()
                        + "; compare its components with the selected fields (one that may be null is no primitive), and"
                        + " open its package to com.fasterxml.jackson.databind when it is in a module.");
    }

    /** Reads a value from its text form. */
    private static final class FromText<T> extends FromStringDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return parse.apply(text);
        }
    }
}
