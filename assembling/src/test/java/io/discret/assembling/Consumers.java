package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One small project for each combination, outside of this build: its pom imports the BOM and names plugins, its program
 * is src/test/consumer. All are built by one Maven.
 */
final class Consumers {
    private static final Path BASE = Path.of("target", "matrix").toAbsolutePath();
    private static final Path SOURCES = Path.of("src", "test", "consumer").toAbsolutePath();
    private static final long BUILD_MINUTES = 10;

    private Consumers() {}

    /** Build every project of the run unless that was done. */
    static synchronized void build(List<Combination> combinations) throws Exception {
        Path done = BASE.resolve("done");
        String wanted = combinations + "\n" + started();
        if (Files.exists(done) && Files.readString(done).equals(wanted)) {
            return;
        }
        delete(BASE);
        PublishedRepository.publish(BASE.resolve("repository"));
        write(combinations);
        Path log = BASE.resolve("build.log");
        Process maven = new ProcessBuilder(
                        System.getProperty("discret.maven"),
                        "-B",
                        "-ntp",
                        "-s",
                        BASE.resolve("settings.xml").toString(),
                        "-Dmaven.repo.local=" + BASE.resolve("repository"),
                        "package")
                .directory(BASE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = maven.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            maven.destroyForcibly();
        }
        assertThat(ended && maven.exitValue() == 0)
                .as("the projects are built; %s says:%n%s", log, Files.readString(log))
                .isTrue();
        Files.writeString(done, wanted);
    }

    /** The folder with the jar of the program and everything it needs. */
    static Path lib(Combination combination) {
        return BASE.resolve(combination.toString()).resolve("target").resolve("lib");
    }

    /** One run of the tests is one JVM: projects of an earlier one may be old. */
    private static String started() {
        return String.valueOf(
                java.lang.management.ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private static void write(List<Combination> combinations) throws IOException {
        Files.createDirectories(BASE);
        Files.writeString(
                BASE.resolve("settings.xml"),
                Poms.settings(Path.of(System.getProperty("discret.mirror")).toUri()));
        Files.writeString(BASE.resolve("pom.xml"), Poms.all(combinations));
        for (Combination combination : combinations) {
            Path project = BASE.resolve(combination.toString());
            copy(SOURCES, project.resolve("src/main/java"));
            Files.writeString(project.resolve("pom.xml"), Poms.one(combination));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
