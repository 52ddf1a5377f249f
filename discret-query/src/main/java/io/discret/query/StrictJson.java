package io.discret.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Read JSON as every peer reads it: RFC 8259 and nothing else (docs/protocol/11 §7.2, 21 §4.5).
 *
 * <p>At most {@value #MAX_DEPTH} nested containers; lone surrogates, numbers too large for a double and anything after
 * the value are refused; of members with the same key the last one wins. Stateless, safe for use by any thread.
 */
public final class StrictJson {
    /** Nested arrays and objects, the outermost included; a peer refuses a row with more. */
    public static final int MAX_DEPTH = 127;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Keys come from peers: neither kept for ever nor hashed in a shared table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // The text is in memory already, so lengths inside it need no limit of their own.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Read one value.
     *
     * @throws DiscretException with {@link ErrorCode#BAD_JSON}; the message shows the place but not the text
     */
    public static JsonValue parse(String json) {
        return parse(json, MAX_DEPTH);
    }

    /**
     * Read a value that will stand inside a row, which takes one level.
     *
     * @throws DiscretException with {@link ErrorCode#BAD_JSON}
     */
    public static JsonValue parseNested(String json) {
        return parse(json, MAX_DEPTH - 1);
    }

    private static JsonValue parse(String json, int levels) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw bad("it is empty", parser);
            }
            JsonValue value = value(parser, first, levels);
            if (parser.nextToken() != null) {
                throw bad("there is something after the value", parser);
            }
            return value;
        } catch (IOException e) {
            throw bad("it does not follow RFC 8259, or nests more than " + MAX_DEPTH + " levels", null);
        }
    }

    /** Tell whether a text is one valid JSON object. */
    public static boolean isObject(String json) {
        try {
            return parse(json) instanceof JsonValue.Obj;
        } catch (DiscretException e) {
            return false;
        }
    }

    private static JsonValue value(JsonParser parser, JsonToken token, int levels) throws IOException {
        if (levels == 0 && token.isStructStart()) {
            throw bad("it nests too deep", parser);
        }
        return switch (token) {
            case START_OBJECT -> object(parser, levels - 1);
            case START_ARRAY -> array(parser, levels - 1);
            case VALUE_STRING -> new JsonValue.Text(wellFormed(parser.getText(), parser));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            default -> throw bad("it ends too early", parser);
        };
    }

    private static JsonValue object(JsonParser parser, int levels) throws IOException {
        SortedMap<String, JsonValue> members = new TreeMap<>(Utf8Order.INSTANCE);
        for (JsonToken token = next(parser); token != JsonToken.END_OBJECT; token = next(parser)) {
            String key = wellFormed(parser.currentName(), parser);
            members.put(key, value(parser, next(parser), levels));
        }
        return new JsonValue.Obj(members);
    }

    private static JsonValue array(JsonParser parser, int levels) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
            elements.add(value(parser, token, levels));
        }
        return new JsonValue.Arr(elements);
    }

    private static JsonValue number(JsonParser parser) throws IOException {
        String spelling = parser.getText();
        if (!Double.isFinite(Double.parseDouble(spelling))) {
            throw bad("a number is too large for a double", parser);
        }
        return new JsonValue.Num(spelling);
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw bad("it ends too early", parser);
        }
        return token;
    }

    private static String wellFormed(String text, JsonParser parser) {
        if (Texts.loneSurrogate(text) >= 0) {
            throw bad("a string holds half of a surrogate pair", parser);
        }
        return text;
    }

    private static DiscretException bad(String why, @Nullable JsonParser parser) {
        String place = parser == null
                ? ""
                : " (at character " + parser.currentLocation().getCharOffset() + ")";
        return new DiscretException(ErrorCode.BAD_JSON, "This is not valid JSON: " + why + place + ".");
    }
}
