package io.discret.assembling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Copies, looks into and changes folders of jars, with the tools of the JDK. */
final class Jars {
    private Jars() {}

    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path jar : list(from)) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
        return to;
    }

    static List<Path> list(Path lib) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.sorted().toList();
        }
    }

    /** The one jar of an artifact. */
    static Path find(Path lib, String artifact) throws IOException {
        return list(lib).stream()
                .filter(jar -> jar.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + artifact + " in " + lib));
    }

    /** Say another version where the module path and the class path look for it. */
    static void setVersion(Path jar, String version) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path file = inside.getPath("META-INF/MANIFEST.MF");
            Manifest manifest;
            try (InputStream in = Files.newInputStream(file)) {
                manifest = new Manifest(in);
            }
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (OutputStream out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
        }
        run("jar", "--update", "--file", jar.toString(), "--module-version", version);
    }

    /** Add a plugin of somebody else that takes a name of ours. */
    static void addSignerCalled(String id, Path lib) throws IOException {
        Path work = Files.createDirectories(lib.resolveSibling("double"));
        Path source = work.resolve("Twin.java");
        Files.createDirectories(work.resolve("classes/META-INF/services"));
        Files.writeString(
                source,
                "package org.example.twin; public final class Twin implements io.discret.spi.SignerProvider {"
                        + " public String id() { return \"" + id + "\"; } public int priority() { return 1; }"
                        + " public io.discret.spi.Signer create() { throw new IllegalStateException(); } }");
        Path module = work.resolve("module-info.java");
        Files.writeString(
                module,
                "module org.example.twin { requires io.discret.api;"
                        + " provides io.discret.spi.SignerProvider with org.example.twin.Twin; }");
        Files.writeString(
                work.resolve("classes/META-INF/services/io.discret.spi.SignerProvider"), "org.example.twin.Twin\n");
        String classes = work.resolve("classes").toString();
        run("javac", "-p", lib.toString(), "-d", classes, source.toString(), module.toString());
        run("jar", "--create", "--file", lib.resolve("twin-1.jar").toString(), "-C", classes, ".");
    }

    /** Give a jar that has only a name a real module descriptor (docs/protocol/60 §8.3). */
    static void repair(Path jar, String module, Path work) throws IOException {
        Files.createDirectories(work);
        run(
                "jdeps",
                "--ignore-missing-deps",
                "--multi-release",
                "17",
                "--generate-module-info",
                work.toString(),
                jar.toString());
        try (Stream<Path> made = Files.walk(work)) {
            Path info = made.filter(file -> file.endsWith("module-info.java"))
                    .findFirst()
                    .orElseThrow();
            String classes = work.resolve("classes").toString();
            run("javac", "--patch-module", module + "=" + jar, "-d", classes, info.toString());
            run("jar", "--update", "--file", jar.toString(), "-C", classes, "module-info.class");
        }
    }

    /** Run a tool of the JDK, and show what it says when it fails. */
    static void run(String tool, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
        assertThat(code)
                .as("%s %s:%n%s", tool, String.join(" ", arguments), said)
                .isZero();
    }
}
