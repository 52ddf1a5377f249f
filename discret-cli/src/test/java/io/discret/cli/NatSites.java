package io.discret.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two sites behind address translators and a public side, made by {@code interop/nat-sites}. */
final class NatSites implements AutoCloseable {
    /** The address of the public side. */
    static final String PUBLIC = "203.0.113.1";

    private static final String SCRIPT =
            Path.of(System.getProperty("discret.root"), "interop", "nat-sites").toString();

    private final String name;

    private NatSites(String name) {
        this.name = name;
    }

    /** Why this machine cannot make them, in one line; empty when it can. */
    static Optional<String> missing() throws IOException, InterruptedException {
        return run("check");
    }

    /** Make them; {@code mapping} is {@code independent} or {@code symmetric}. */
    static NatSites up(String name, String mapping) throws IOException, InterruptedException {
        Optional<String> failure = run("up", name, mapping);
        if (failure.isPresent()) {
            run("down", name);
            throw new AssertionError(failure.get());
        }
        return new NatSites(name);
    }

    /** The same command inside one part: {@code public}, {@code nat1}, {@code site1}, {@code nat2}, {@code site2}. */
    List<String> in(String part, List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name + "-" + part));
        inside.addAll(command);
        return inside;
    }

    @Override
    public void close() throws IOException {
        try {
            run("down", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    }
}
