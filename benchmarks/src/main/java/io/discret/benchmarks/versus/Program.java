package io.discret.benchmarks.versus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.benchmarks.hot.Engines;
import java.nio.file.Path;
import java.util.List;

/**
 * Name one of the two programs.
 *
 * @param command its command line
 * @param javaOptions more options of our JVM, or empty
 */
record Program(String name, List<String> command, String javaOptions) {
    Program(String name, List<String> command) {
        this(name, command, "");
    }

    /** The same with more options of the JVM. */
    Program with(String options) {
        return new Program(name, command, options);
    }

    /** A device with a database: one process. */
    record Device(Peer peer, String room) implements AutoCloseable {
        JsonNode mutate(String text, ObjectNode parameters) {
            return peer.call(Peer.command("mutate").put("q", text).set("params", parameters));
        }

        /** Insert rows with the mutation stream; rows a second. */
        double stream(int rows, int length) {
            ObjectNode command = Peer.command("stream")
                    .put("n", rows)
                    .put("len", length)
                    .put("room", room)
                    .put("q", Texts.INSERT);
            peer.call(command);
            return rows * 1000.0 / peer.millis();
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    /** Start a process on a folder, the same user in each; {@code network} false = it meets nobody. */
    Device start(Path folder, boolean network) {
        Peer peer = new Peer(this, folder.resolveSibling("errors-" + name + ".txt"));
        ObjectNode command = Peer.command("start")
                .put("model", Engines.MODEL)
                .put("app_key", "benchmark")
                .put("path", folder.toString())
                .put("key_material", "11".repeat(32))
                .put("quiet", !network);
        ObjectNode configuration = command.putObject("config");
        configuration.put("write_buffer_length", 1024).put("enable_multicast", network);
        if (network) {
            configuration.put("multicast_ipv4_interface", "127.0.0.1");
        }
        try {
            return new Device(peer, peer.call(command).path("private_room").asText());
        } catch (RuntimeException e) {
            peer.close();
            throw e;
        }
    }
}
