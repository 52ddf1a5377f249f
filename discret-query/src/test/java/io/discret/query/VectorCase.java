package io.discret.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One case of queries_parse.json, mutations_parse.json or deletions_parse.json. */
record VectorCase(DataModel model, JsonNode node) {
    static Stream<VectorCase> of(String name) {
        JsonNode file = VectorFile.read(name);
        Map<String, DataModel> models = new HashMap<>();
        file.get("models")
                .properties()
                .forEach(entry -> models.put(
                        entry.getKey(),
                        DataModel.system().update(entry.getValue().asText())));
        return VectorFile.elements(file.get("cases"))
                .map(node -> new VectorCase(models.get(node.get("model").asText()), node));
    }

    String text() {
        return node.get("text").asText();
    }

    boolean accepted() {
        return node.get("accepted").asBoolean();
    }

    String error() {
        return node.get("error").asText();
    }

    JsonNode variables() {
        return node.get("variables");
    }

    @Override
    public String toString() {
        return node.get("case").asText() + ": " + text();
    }
}
