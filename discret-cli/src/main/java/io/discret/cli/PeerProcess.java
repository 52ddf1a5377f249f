package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Drives another process that speaks the commands of {@code discret peer}. Answers belong to commands in their order.
 * Safe for use by any thread.
 */
final class PeerProcess implements AutoCloseable {
    /** How long a process may take to stop after its input ended. */
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    /** Lines of standard error that are kept to explain a failure. */
    private static final int TAIL = 40;

    private final String name;
    private final Process process;
    private final LineWriter commands;
    private final Queue<CompletableFuture<JsonNode>> unanswered = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final Deque<String> errors = new ArrayDeque<>();
    private boolean ended;

    private PeerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = new LineWriter(process.getOutputStream());
        read(process.getInputStream(), this::answered);
        read(process.getErrorStream(), this::complained);
        process.onExit().thenRun(this::end);
    }

    /**
     * Start a process.
     *
     * @param name for messages
     * @param command its command line
     */
    static PeerProcess start(String name, List<String> command) {
        try {
            return new PeerProcess(name, new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException("The process of " + name + " cannot be started.", e);
        }
    }

    /** Send a command; completed with the member {@code ok}, or fails with the sentence of the member {@code err}. */
    CompletableFuture<JsonNode> send(ObjectNode command) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        synchronized (commands) {
            synchronized (this) {
                if (ended) {
                    return CompletableFuture.failedFuture(gone());
                }
                unanswered.add(answer);
            }
            try {
                commands.line(command.toString());
            } catch (UncheckedIOException e) {
                answer.completeExceptionally(gone());
            }
        }
        return answer;
    }

    /** Send a command and wait for the answer. */
    JsonNode call(ObjectNode command, Duration timeout) {
        String what = name + ": " + command.path("cmd").asText();
        try {
            return send(command).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Failure(what + ": " + (e.getCause() == null ? e : Failure.sentence(e.getCause())), e);
        } catch (TimeoutException e) {
            throw new Failure(what + ": no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Wait for an event, taking those before it; null when it did not come in time. */
    @Nullable
    JsonNode awaitEvent(Predicate<JsonNode> wanted, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (; ; ) {
                JsonNode event = events.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (event == null || wanted.test(event)) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The id of the process. */
    long pid() {
        return process.pid();
    }

    /** The last lines of standard error. */
    String errors() {
        synchronized (errors) {
            return String.join(System.lineSeparator(), errors);
        }
    }

    /** End the process at once, as a power cut would. */
    void kill() {
        process.destroyForcibly();
        waitFor(STOP_TIME);
    }

    /** End the input and wait until the process has stopped; kill it when it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        if (!waitFor(STOP_TIME)) {
            kill();
        }
    }

    /** The exit code; only after the process has ended. */
    int exitCode() {
        return process.exitValue();
    }

    private boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    private void answered(String line) {
        JsonNode json = Json.parse(line);
        if (json.has("event")) {
            events.add(json);
            return;
        }
        CompletableFuture<JsonNode> answer = unanswered.poll();
        if (answer != null && json.has("err")) {
            answer.completeExceptionally(new Failure(json.path("err").asText()));
        } else if (answer != null) {
            answer.complete(json.path("ok"));
        }
    }

    private void complained(String line) {
        synchronized (errors) {
            errors.addLast(line);
            if (errors.size() > TAIL) {
                errors.removeFirst();
            }
        }
    }

    private void end() {
        synchronized (this) {
            ended = true;
        }
        for (CompletableFuture<JsonNode> answer = unanswered.poll(); answer != null; answer = unanswered.poll()) {
            answer.completeExceptionally(gone());
        }
    }

    private Failure gone() {
        return new Failure("The process of " + name + " has ended. " + errors());
    }

    private void read(InputStream in, java.util.function.Consumer<String> lines) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                        text.lines().forEach(lines);
                    } catch (IOException | UncheckedIOException e) {
                        // A killed process closes its streams at any point; onExit tells who waits.
                        complained("(end of output: " + e.getMessage() + ")");
                    }
                },
                "reads " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private static Failure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failure("Interrupted.", e);
    }
}
