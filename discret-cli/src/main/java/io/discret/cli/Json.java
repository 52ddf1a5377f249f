package io.discret.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and writes JSON texts. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Any Java value of maps, lists, texts and numbers as JSON. */
    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Read a text that should be JSON; the error tells where it is not, without repeating the text. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // What the parser says would repeat pieces of the text, which may be secret.
            long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw new Failure("This is no JSON; the first fault is at column " + column + ".");
        }
    }
}
