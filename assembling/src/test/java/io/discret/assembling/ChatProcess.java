package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One running program of a user: what it hears and whom it met. */
final class ChatProcess implements AutoCloseable {
    /**
     * Generous: a machine that builds may be busy. Twelve processes that start at once take two cores for minutes, and who did
     * not meet with one announce meets with the next, a minute later.
     */
    static final Duration SOON = Duration.ofMinutes(8);

    private static final long LOOK_AGAIN_MS = 100;

    private final String name;
    private final Process process;
    private final Path output;

    /**
     * Start.
     *
     * @param command everything before the arguments of the program
     * @param folder the database gets a folder in it
     * @param more after name, folder and group
     */
    ChatProcess(String name, List<String> command, Path folder, String group, String... more) throws IOException {
        this.name = name;
        output = folder.resolve(name + ".out");
        List<String> whole = Stream.of(
                        command.stream(), Stream.of(name, folder.resolve(name).toString(), group), Stream.of(more))
                .flatMap(part -> part)
                .toList();
        process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Wait until this device has heard all names. */
    void awaitHeard(Set<String> names) {
        await("HEARD ", heard -> heard.containsAll(names), "to hear " + names);
    }

    /** Wait for a number of connections that were ever made. */
    void awaitConnections(int count) {
        await("CONNECTED ", ids -> ids.size() >= count, "for " + count + " connections");
    }

    /** The ids of the connections ever made. */
    Set<String> connections() {
        return lines("CONNECTED ");
    }

    /** Wait for the end of a program that fails, and tell what it printed. */
    String awaitEnd() throws InterruptedException {
        process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
        return text();
    }

    private void await(String kind, java.util.function.Predicate<Set<String>> enough, String what) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!enough.test(lines(kind))) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("%s waits %s; it printed:%n%s", name, what, text())
                    .isTrue();
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> lines(String kind) {
        return text().lines()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String text() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** End the input, which ends the program; kill it when it does not. */
    @Override
    public void close() {
        try (OutputStream input = process.getOutputStream()) {
            input.flush();
        } catch (IOException e) {
            // The program is gone already.
        }
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
