package io.discret.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code discret peer}: a database driven by JSON commands, one a line, as the test peer of the reference is. */
@Command(
        name = "peer",
        description = {
            "Say who may connect: list, allow, block. Without one of these it drives a database by JSON commands on"
                    + " standard input, one a line.",
            "Answers ({\"ok\": ..., \"ms\": ...} or {\"err\": \"...\", \"ms\": ...}) and events come on standard output.",
            "JSON commands: start, mutate, query, delete, invite, accept_invite, model, update_model, stream, repeat, quit."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {AllowedPeerCommand.ListAll.class, AllowedPeerCommand.Allow.class, AllowedPeerCommand.Block.class
        })
final class PeerCommand implements Callable<Integer> {
    private static final double NANOS_PER_MS = 1_000_000.0;

    @Mixin
    private Logging logging = new Logging();

    @Override
    public Integer call() {
        logging.apply();
        LineWriter out = new LineWriter(System.out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        run(in, out);
        return 0;
    }

    /** Answer commands until {@code quit} or the end of the input. */
    static void run(BufferedReader in, LineWriter out) {
        try (PeerSession session = new PeerSession(out)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                if (!answer(session, line, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read.", e);
        }
    }

    /** Answer one command; false = quit. */
    private static boolean answer(PeerSession session, String line, LineWriter out) {
        long started = System.nanoTime();
        try {
            var command = Json.parse(line);
            if (command.path("cmd").asText("").equals("quit")) {
                return false;
            }
            String answer = session.execute(command);
            out.line("{\"ok\":" + answer + ",\"ms\":" + milliseconds(started) + "}");
        } catch (RuntimeException e) {
            out.line(Json.object()
                    .put("err", Failure.sentence(e))
                    .put("ms", milliseconds(started))
                    .toString());
        }
        return true;
    }

    private static double milliseconds(long started) {
        return (System.nanoTime() - started) / NANOS_PER_MS;
    }
}
