package io.discret.core.rows;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a row must be like before it is signed, and when it is verified (docs/protocol/21 §5, §6). Stateless. */
final class RowRules {
    /** The reference counts two ids, a date and what varies; the limit is not configurable. */
    static final int MOST_EDGE_BYTES = 1024;

    private static final int EDGE_IDS_AND_DATE = 16 + 16 + 8;

    private RowRules() {}

    /** Why a row may not be signed by anybody; null = it may. */
    static @Nullable ErrorCode check(Node node) {
        return check(node, content -> {});
    }

    /** As {@link #check(Node)}; {@code content} takes what the JSON text holds, when there is one and it is an object. */
    static @Nullable ErrorCode check(Node node, Consumer<JsonValue.Obj> content) {
        if (node.entity().isEmpty()) {
            return ErrorCode.EMPTY_ENTITY;
        }
        String json = node.json();
        if (json == null) {
            return null;
        }
        try {
            if (!(StrictJson.parse(json) instanceof JsonValue.Obj object)) {
                return ErrorCode.JSON_NOT_OBJECT;
            }
            content.accept(object);
            return null;
        } catch (DiscretException e) {
            return ErrorCode.JSON;
        }
    }

    static @Nullable ErrorCode checkNames(Edge edge) {
        if (edge.srcEntity().isEmpty()) {
            return ErrorCode.EMPTY_ENTITY;
        }
        return edge.label().isEmpty() ? ErrorCode.EMPTY_LABEL : null;
    }

    /** An edge that is about to be signed counts without its signature, as in the reference. */
    static @Nullable ErrorCode checkSize(Edge edge) {
        long size = EDGE_IDS_AND_DATE
                + RowCodec.utf8(edge.srcEntity())
                + RowCodec.utf8(edge.label())
                + edge.verifyingKey().length
                + edge.signature().length;
        return size > MOST_EDGE_BYTES ? ErrorCode.EDGE_TOO_BIG : null;
    }

    static String sentence(ErrorCode refusal) {
        return switch (refusal) {
            case EMPTY_ENTITY -> "A row needs the short name of its entity.";
            case EMPTY_LABEL -> "A relation needs the short name of its field.";
            case EDGE_TOO_BIG -> "A relation is larger than " + MOST_EDGE_BYTES + " bytes; shorten its names.";
            case JSON_NOT_OBJECT -> "The fields of a row must be a JSON object.";
            case JSON -> "The fields of a row are not valid JSON.";
            default -> "A row cannot be signed: " + refusal.text() + ".";
        };
    }
}
