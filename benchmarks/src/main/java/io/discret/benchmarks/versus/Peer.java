package io.discret.benchmarks.versus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Drive one process that speaks the commands of interop/README.md. Commands are sent by one thread. */
final class Peer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than the slowest line of the slowest program. */
    private static final long ANSWER_SECONDS = 600;

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Received> events = new LinkedBlockingQueue<>();
    private double millis;

    /** An event and the time it was read, in ns. */
    record Received(JsonNode event, long nanos) {}

    Peer(Program program, Path errors) {
        try {
            ProcessBuilder builder = new ProcessBuilder(program.command())
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
            if (!program.javaOptions().isEmpty()) {
                builder.environment().put("DISCRET_JAVA_OPTS", program.javaOptions());
            }
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The " + program.name() + " cannot be started.", e);
        }
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "reads " + program.name());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime();
                JsonNode json = JSON.readTree(line);
                if (json.has("event") || json.has("lagged")) {
                    events.add(new Received(json, now));
                } else {
                    answers.add(json);
                }
            }
        } catch (IOException e) {
            // The process ended; whoever waits for an answer says so.
        }
    }

    static ObjectNode command(String name) {
        return JSON.createObjectNode().put("cmd", name);
    }

    /** Send a command and wait for the member {@code ok} of its answer. */
    JsonNode call(ObjectNode command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            JsonNode answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null || answer.has("err")) {
                throw new IllegalStateException(command.path("cmd").asText() + ": "
                        + (answer == null ? "no answer" : answer.path("err").asText()));
            }
            millis = answer.path("ms").asDouble();
            return answer.path("ok");
        } catch (IOException e) {
            throw new UncheckedIOException("The peer has ended.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How long the last command took in the peer, in ms. */
    double millis() {
        return millis;
    }

    /** Wait for an event, dropping those before it; null when it does not come. */
    @Nullable
    Received await(Predicate<JsonNode> wanted, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (true) {
                Received next = events.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next == null || wanted.test(next.event())) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Resident memory now, in MB; 0 where the system does not tell. */
    double residentMegabytes() {
        return ChildJvm.memory(pid(), "VmRSS") / 1024.0;
    }

    /** Time of all cores it has used, in s. */
    double cpuSeconds() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1000.0)
                .orElse(0.0);
    }

    private long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
