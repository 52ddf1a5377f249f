package io.discret.core.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.QueryResult;
import io.discret.query.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hold a JSON text that is written, and read again for typed views, only when somebody wants it. */
public final class JsonResult implements QueryResult {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Supplier<String> source;
    private volatile @Nullable String text;
    private volatile @Nullable JsonNode root;

    private JsonResult(Supplier<String> source) {
        this.source = source;
    }

    /** The result of a mutation. */
    public static JsonResult of(JsonValue value) {
        return new JsonResult(value::pretty);
    }

    /** The result of a query. */
    public static JsonResult of(String json) {
        return new JsonResult(() -> json);
    }

    @Override
    public String text() {
        String written = text;
        if (written == null) {
            written = source.get();
            text = written;
        }
        return written;
    }

    @Override
    public <T> List<T> list(String name, Class<T> type) {
        List<T> elements = new ArrayList<>();
        for (JsonNode element : array(name)) {
            elements.add(convert(name, element, type));
        }
        return List.copyOf(elements);
    }

    @Override
    public <T> Optional<T> first(String name, Class<T> type) {
        ArrayNode array = array(name);
        return array.isEmpty() ? Optional.empty() : Optional.of(convert(name, array.get(0), type));
    }

    @Override
    public <T> T object(String name, Class<T> type) {
        return convert(name, member(root(), name), type);
    }

    @Override
    public String id(String name) {
        JsonNode id = member(member(root(), name), "id");
        if (!id.isTextual()) {
            throw new DiscretException(ErrorCode.RESULT_CONVERSION, "The member 'id' of '" + name + "' is not a text.");
        }
        return id.textValue();
    }

    @Override
    public String toString() {
        return "JsonResult"; // never the rows
    }

    private ArrayNode array(String name) {
        if (member(root(), name) instanceof ArrayNode array) {
            return array;
        }
        throw new DiscretException(
                ErrorCode.RESULT_NOT_ARRAY, "The member '" + name + "' is not a list; read it with object().");
    }

    private static JsonNode member(JsonNode object, String name) {
        JsonNode member = object.get(name);
        if (member != null) {
            return member;
        }
        if (!object.isObject()) {
            throw new DiscretException(
                    ErrorCode.RESULT_NOT_OBJECT, "'" + name + "' is looked for in a value that is no object.");
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        throw new DiscretException(
                ErrorCode.RESULT_MEMBER_MISSING, "The result has no member '" + name + "'; it has " + names + ".");
    }

    private JsonNode root() {
        JsonNode tree = root;
        if (tree == null) {
            tree = parse();
            root = tree;
        }
        return tree;
    }

    private JsonNode parse() {
        try {
            return MAPPER.readTree(text());
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new DiscretException(ErrorCode.RESULT_CONVERSION, "The result is not readable JSON.");
        }
    }

    /** The failure of the mapper may quote rows, so it is not passed on. */
    private static <T> T convert(String name, JsonNode node, Class<T> type) {
        T value;
        try {
            value = MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
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
                        + "; compare its components with the selected fields, and open its package to"
                        + " com.fasterxml.jackson.databind when it is in a module.");
    }
}
