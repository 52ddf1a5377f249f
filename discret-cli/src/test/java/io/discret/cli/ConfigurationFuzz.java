package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.testkit.FuzzCorpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Fuzz target: the member {@code config} of the command {@code start} (docs/protocol/21 §20). */
public final class ConfigurationFuzz {
    private ConfigurationFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        FuzzCorpus.readOrRefuse(() -> {
            try {
                JsonNode config = Json.parse(new String(data, StandardCharsets.UTF_8));
                Configuration.Builder builder = Configuration.builder()
                        .model("a { B { c: String } }")
                        .applicationKey("fuzz")
                        .keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]))
                        .folder(Path.of("fuzz"));
                ConfigurationJson.apply(builder, config);
                builder.build();
            } catch (Failure expected) {
                if (expected.getMessage() == null) {
                    throw new AssertionError("a failure without words", expected);
                }
            }
        });
    }
}
