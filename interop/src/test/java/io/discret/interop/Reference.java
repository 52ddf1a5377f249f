package io.discret.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program that drives the published Rust library, built once into a cache outside the checkout. */
final class Reference {
    private static final Pattern VERSION = Pattern.compile("discret = \\{ version = \"=([^\"]+)\"");
    private static final long BUILD_MINUTES = 40;

    private Reference() {}

    private static Path sources() {
        return Path.of(System.getProperty("discret.root", ".."))
                .resolve("interop")
                .resolve("rustpeer");
    }

    /** The version of the library that it drives. */
    static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(sources().resolve("Cargo.toml")));
        if (!version.find()) {
            throw new IOException("Cargo.toml names no version of discret.");
        }
        return version.group(1);
    }

    /**
     * Build what is missing or older than its sources.
     *
     * @return the program
     * @throws IOException when there is no cargo, or it fails; the message says so in one line
     */
    static Path build() throws IOException {
        Path cache = cache();
        Path copy = copySources(cache);
        Path log = cache.resolve("build.log");
        Process cargo;
        try {
            cargo = new ProcessBuilder(
                            "cargo",
                            "build",
                            "--release",
                            "--manifest-path",
                            copy.resolve("Cargo.toml").toString(),
                            "--target-dir",
                            cache.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("cargo is not installed, so the reference peer cannot be built", e);
        }
        try {
            if (!cargo.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
                cargo.destroyForcibly();
                throw new IOException("cargo did not build the reference peer in " + BUILD_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while cargo builds the reference peer", e);
        }
        if (cargo.exitValue() != 0) {
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            throw new IllegalStateException("The reference peer does not build; " + log + " ends with: "
                    + said.substring(said.lastIndexOf('\n') + 1));
        }
        return cache.resolve("release").resolve("rustpeer");
    }

    /** The copy has one path whatever the checkout, and keeps the versions that were chosen at the first build. */
    private static Path copySources(Path cache) throws IOException {
        Path copy = cache.resolve("sources");
        for (Path file : List.of(Path.of("Cargo.toml"), Path.of("src", "main.rs"))) {
            byte[] wanted = Files.readAllBytes(sources().resolve(file));
            Path target = copy.resolve(file);
            if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), wanted)) {
                Files.createDirectories(target.getParent());
                Files.write(target, wanted);
            }
        }
        return copy;
    }

    private static Path cache() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return base.resolve("discret").resolve("rustpeer");
    }
}
