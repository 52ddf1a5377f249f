package io.discret.benchmarks.versus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Hold the texts that both programs are given. Stateless. */
final class Texts {
    static final String INSERT = "mutate { chat.Message { room_id:$room_id content:$text } }";

    /** Into no room, so into no day. */
    static final String INSERT_ALONE = "mutate { chat.Message { content:$text } }";

    static final String INSERT_TAGGED = "mutate { chat.Message { room_id:$room_id content:$text tag:$tag } }";
    static final String CHANGE = "mutate { chat.Message { id:$id content:$text } }";
    static final String COUNT = "query { r: chat.Message { n: count() } }";
    static final String ANY = "query { r: chat.Message(first 1) { id } }";
    static final String NEWEST =
            "query { r: chat.Message(room_id = $room_id, order_by(mdate desc), first 50) { id mdate content } }";
    static final String PARENT = "mutate { chat.Person { room_id:$room_id name:\"p\""
            + " parents:[{name:\"a\"},{name:\"b\"},{name:\"c\"}] } }";

    /** 50 characters; with a number behind it no two rows are equal. */
    private static final String CONTENT = "message lorem ipsum dolor sit amet, consectetur ad";

    private Texts() {}

    static ObjectNode row(Program.Device device, int number) {
        return Peer.JSON.createObjectNode().put("room_id", device.room()).put("text", CONTENT + number);
    }

    static String anyId(Program.Device device) {
        return first(device, ANY).path("id").asText();
    }

    static long count(Program.Device device) {
        return first(device, COUNT).path("n").asLong();
    }

    private static JsonNode first(Program.Device device, String query) {
        return device.peer()
                .call(Peer.command("query").put("q", query))
                .path("r")
                .path(0);
    }
}
