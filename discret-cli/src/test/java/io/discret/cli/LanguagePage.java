package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page with examples, executed from its top on databases of its own; docs/language/README.md says how. */
final class LanguagePage implements AutoCloseable {
    private static final String ANY = "…";

    private final Path page;
    private final Path folder;
    private final Map<String, String> ids = new HashMap<>();
    private int databases;
    private Parameters given = Parameters.create();
    private @Nullable Discret app;

    LanguagePage(Path page, Path folder) {
        this.page = page;
        this.folder = folder;
    }

    /** A fenced block: what its info string says, the line it begins at, its text. */
    private record Block(String kind, int line, String text) {}

    /** Execute every example, and tell of all that do something else. */
    void execute() throws IOException {
        List<Block> blocks = blocks();
        assertThat(blocks).as("examples of %s", page).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : new Block("", 0, "");
            String place = page.getFileName() + ":" + blocks.get(i).line() + ": ";
            fault(blocks.get(i), next).ifPresent(fault -> wrong.add(place + fault));
        }
        assertThat(wrong).isEmpty();
    }

    private Optional<String> fault(Block block, Block next) {
        JsonNode answer;
        try {
            answer = run(block);
        } catch (DiscretException e) {
            String failure = e.code() + "\n" + e.getMessage();
            boolean told = next.kind().equals("error") && next.text().lines().allMatch(failure::contains);
            return told ? Optional.empty() : Optional.of(failure);
        }
        if (next.kind().equals("error")) {
            return Optional.of("works, and should fail with " + next.text());
        }
        return next.kind().equals("json") && !same(Json.parse(next.text()), answer)
                ? Optional.of("answers " + answer)
                : Optional.empty();
    }

    /** Execute one block; the parameters before it are for it alone. */
    private JsonNode run(Block block) {
        Parameters parameters = given;
        if (!List.of("json", "error", "params").contains(block.kind())) {
            given = Parameters.create();
        }
        switch (block.kind()) {
            case "model" -> open(block.text());
            case "model update" -> app().updateDataModel(block.text());
            case "params" -> given = app().parameters(block.text());
            case "query" -> {
                return Json.parse(app().query(block.text(), with(parameters)).text());
            }
            case "mutate" -> {
                JsonNode answer =
                        Json.parse(app().mutate(block.text(), with(parameters)).text());
                answer.properties()
                        .forEach(row ->
                                ids.put(row.getKey(), row.getValue().path("id").asText()));
                return answer;
            }
            case "delete" -> app().delete(block.text(), with(parameters));
            case "json", "error" -> {
                // Looked at together with the block before.
            }
            default ->
                throw new AssertionError(
                        page + ":" + block.line() + ": nothing executes blocks of the kind '" + block.kind() + "'");
        }
        return Json.object();
    }

    private void open(String model) {
        close();
        ids.clear();
        databases++;
        try (KeyMaterial secret = KeyMaterial.of(new byte[KeyMaterial.SIZE])) {
            app = Discret.open(Configuration.builder()
                    .model(model)
                    .applicationKey("examples")
                    .keyMaterial(secret)
                    .folder(folder.resolve(String.valueOf(databases)))
                    .enableMulticast(false)
                    .build());
            ids.put("private_room", app.privateRoom());
        }
    }

    private Parameters with(Parameters parameters) {
        ids.forEach((name, id) -> {
            if (!parameters.values().containsKey(name)) {
                parameters.add(name, id);
            }
        });
        return parameters;
    }

    private Discret app() {
        if (app == null) {
            throw new AssertionError(page + " begins without a model");
        }
        return app;
    }

    /** Equal values in equal order; the sign of any value matches every one. */
    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isTextual() && expected.textValue().equals(ANY)) {
            return !actual.isMissingNode() && !actual.isNull();
        }
        if (expected.getNodeType() != actual.getNodeType() || expected.size() != actual.size()) {
            return false;
        }
        if (expected.isObject()) {
            return expected.properties().stream()
                    .allMatch(member -> same(member.getValue(), actual.path(member.getKey())));
        }
        if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.equals(actual);
    }

    private List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int start = i;
                i++;
                while (!lines.get(i).equals("```")) {
                    i++;
                }
                blocks.add(new Block(
                        lines.get(start).substring(3), start + 1, String.join("\n", lines.subList(start + 1, i))));
            }
        }
        return blocks;
    }

    @Override
    public void close() {
        if (app != null) {
            app.close();
            app = null;
        }
    }
}
