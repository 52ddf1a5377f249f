package io.discret.core.read;

import com.fasterxml.jackson.databind.JsonNode;
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
            elements.add(TypedJson.convert(name, element, type));
        }
        return List.copyOf(elements);
    }

    @Override
    public <T> Optional<T> first(String name, Class<T> type) {
        ArrayNode array = array(name);
        return array.isEmpty() ? Optional.empty() : Optional.of(TypedJson.convert(name, array.get(0), type));
    }

    @Override
    public <T> T object(String name, Class<T> type) {
        return TypedJson.convert(name, member(root(), name), type);
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
            tree = TypedJson.tree(text());
            root = tree;
        }
        return tree;
    }
}
