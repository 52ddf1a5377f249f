package io.discret.query.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the texts of the golden vectors as files to start fuzzing with; {@code ./discret fuzz} runs it. */
public final class SeedCorpus {
    private SeedCorpus() {}

    /** Arguments: the folder to fill. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        write(folder.resolve("query"), texts("queries_parse.json", "cases", "text"));
        write(folder.resolve("mutation"), texts("mutations_parse.json", "cases", "text"));
        write(folder.resolve("deletion"), texts("deletions_parse.json", "cases", "text"));
        write(folder.resolve("model"), texts("models.json", "models", "model"));
        List<String> json = new ArrayList<>(texts("signed_rows.json", "nodes", "json"));
        json.add("{\"a\":[1,-0.5e+3,true,null,\"\\u00e9\\n\"]}");
        write(folder.resolve("json"), json);
    }

    private static List<String> texts(String file, String list, String member) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonNode cases =
                new ObjectMapper().readTree(Vectors.file(file).toFile()).path(list);
        cases.forEach(node -> node.findValues(member).forEach(value -> texts.add(value.asText())));
        return texts;
    }

    private static void write(Path folder, List<String> texts) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < texts.size(); i++) {
            Files.write(folder.resolve("seed-" + i), texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
    }
}
