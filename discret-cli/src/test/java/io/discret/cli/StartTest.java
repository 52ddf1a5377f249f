package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Start the packaged command as a user does. A test inside the JVM of Maven would hide what is missing on a real module
 * path (docs/protocol/60 §8.2).
 */
@Tag("process")
class StartTest {
    private static final long LIMIT_SECONDS = 150;

    @TempDir
    Path folder;

    @Test
    void doctor_finds_everything_on_the_module_path() throws Exception {
        Finished doctor = run(Installed.onModulePath("doctor"));

        assertThat(doctor.output())
                .contains("on the module path")
                .contains("-> sqlcipher", "-> netty", "-> bouncycastle", "mdns  version 0.1.0", "dns-sd  version 0.1.0")
                .contains("tink  version 0.1.0", "corretto  version 0.1.0", "h2  version 0.1.0")
                .contains("Everything that is needed is there.");
        assertThat(doctor.exitCode()).isZero();
    }

    @Test
    void doctor_finds_the_same_on_the_class_path() throws Exception {
        Finished doctor = run(Installed.onClassPath("doctor"));

        assertThat(doctor.output())
                .contains("on the class path")
                .contains("-> sqlcipher", "-> netty", "-> bouncycastle", "mdns  version 0.1.0", "dns-sd  version 0.1.0")
                .contains("tink  version 0.1.0", "corretto  version 0.1.0", "h2  version 0.1.0")
                .contains("Everything that is needed is there.");
        assertThat(doctor.exitCode()).isZero();
    }

    @Test
    void the_demo_works_and_leaves_nothing_behind() throws Exception {
        // Whether half a minute is enough is for the person in front of it; a build machine may be busy.
        List<String> command = Installed.onModulePath("demo", "--within", "120");
        command.add(1, "-Djava.io.tmpdir=" + folder);

        Finished demo = run(command);

        assertThat(demo.output()).contains("It works.");
        assertThat(demo.exitCode()).isZero();
        try (var left = Files.list(folder)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("discret-demo")))
                    .isEmpty();
        }
    }

    /** Java reads and checks a signed jar again at each start, and keeps none of its classes in an archive. */
    @Test
    void no_jar_of_the_command_is_signed() {
        assertThat(Installed.jars()).isNotEmpty().noneMatch(StartTest::isSigned);
    }

    @Test
    void a_start_makes_no_provider_of_cryptography_that_nobody_uses() throws Exception {
        Path classes = folder.resolve("classes.txt");
        List<String> command = Installed.onModulePath("peer");
        command.add(1, "-Xlog:class+load:file=" + classes);
        ObjectNode start = Json.object()
                .put("cmd", "start")
                .put("model", "a { B { c: String } }")
                .put("app_key", "start")
                .put("key_material", "5d".repeat(32))
                .put("path", folder.resolve("db").toString());
        start.putObject("config").put("multicast_ipv4_interface", "127.0.0.1");

        try (PeerProcess process = PeerProcess.start("alone", command)) {
            process.call(start, Duration.ofSeconds(LIMIT_SECONDS));
        }

        assertThat(Files.readString(classes))
                .contains("io.discret.core.", "sun.security.ec.")
                .doesNotContain("BouncyCastleProvider", "BouncyCastlePQCProvider");
    }

    private static boolean isSigned(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Finished run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Not finished in time:\n" + Files.readString(output));
        }
        return new Finished(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Finished(int exitCode, String output) {}
}
