package io.discret.core.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import io.discret.testkit.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows of the golden vectors (docs/protocol/vectors/README.md). */
public final class VectorRows {
    private VectorRows() {}

    public static JsonNode file(String name) {
        try {
            return new ObjectMapper().readTree(Vectors.file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of a list; an empty one would make a test that cannot fail. */
    public static Stream<JsonNode> cases(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException("no cases");
        }
        return StreamSupport.stream(list.spliterator(), false);
    }

    public static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asText());
    }

    public static Uid uid(JsonNode hex) {
        return Uid.of(bytes(hex));
    }

    public static Node node(JsonNode v) {
        return new Node(
                uid(v.get("id")),
                v.get("room_id").isNull() ? null : uid(v.get("room_id")),
                v.get("cdate").longValue(),
                v.get("mdate").longValue(),
                v.get("entity").asText(),
                v.get("json").isNull() ? null : v.get("json").asText(),
                optional(v.get("binary")),
                bytes(v.get("verifying_key")),
                bytes(v.get("signature")));
    }

    public static Edge edge(JsonNode v) {
        return new Edge(
                uid(v.get("src")),
                v.get("src_entity").asText(),
                v.get("label").asText(),
                uid(v.get("dest")),
                v.get("cdate").longValue(),
                bytes(v.get("verifying_key")),
                bytes(v.get("signature")));
    }

    public static NodeDeletion nodeDeletion(JsonNode v) {
        return new NodeDeletion(
                uid(v.get("room_id")),
                uid(v.get("id")),
                v.get("entity").asText(),
                v.get("mdate").longValue(),
                v.get("deletion_date").longValue(),
                bytes(v.get("verifying_key")),
                bytes(v.get("signature")));
    }

    public static EdgeDeletion edgeDeletion(JsonNode v) {
        return new EdgeDeletion(
                uid(v.get("room_id")),
                uid(v.get("src")),
                v.get("src_entity").asText(),
                uid(v.get("dest")),
                v.get("label").asText(),
                v.get("cdate").longValue(),
                v.get("deletion_date").longValue(),
                bytes(v.get("verifying_key")),
                bytes(v.get("signature")));
    }

    static NodeIdentifier nodeIdentifier(JsonNode v) {
        return new NodeIdentifier(uid(v.get("id")), v.get("mdate").longValue(), bytes(v.get("signature")));
    }

    static DailyLog dailyLog(JsonNode v) {
        return new DailyLog(
                uid(v.get("room_id")),
                v.get("date").longValue(),
                v.get("entity").asText(),
                (int) v.get("entries").longValue(),
                optional(v.get("daily_hash")),
                optional(v.get("history_hash")),
                v.get("need_recompute").asBoolean());
    }

    private static byte[] optional(JsonNode hex) {
        return hex.isNull() ? null : bytes(hex);
    }
}
