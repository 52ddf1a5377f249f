package io.discret.benchmarks.versus;

import io.discret.testkit.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Run a class of this package in a JVM with the options of the command. Stateless. */
final class OwnProcess {
    /** Set by the command. */
    private static final String OPTIONS = "discret.options";

    private OwnProcess() {}

    /** The number that it prints. */
    static double figure(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ChildJvm.java());
        String options = Objects.requireNonNull(System.getProperty(OPTIONS), "Run it by ./discret bench versus.");
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(main.getSimpleName() + " failed");
            }
            return Double.parseDouble(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
