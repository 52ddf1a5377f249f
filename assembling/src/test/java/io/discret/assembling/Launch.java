package io.discret.assembling;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two ways to start a program from a folder of jars. */
enum Launch {
    MODULE_PATH,
    CLASS_PATH;

    private static final String MAIN = "org.example.chat.Chat";
    private static final int WARNS_OF_NATIVE_ACCESS = 24;

    List<String> command(Path lib) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        if (this == CLASS_PATH) {
            if (Runtime.version().feature() >= WARNS_OF_NATIVE_ACCESS) {
                command.add("--enable-native-access=ALL-UNNAMED");
            }
            try (Stream<Path> jars = Files.list(lib)) {
                String path = jars.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
                command.addAll(List.of("-cp", path, MAIN));
            }
        } else {
            command.addAll(List.of("-p", lib.toString()));
            List<String> natives = nativeModules(lib);
            if (!natives.isEmpty()) {
                command.addAll(List.of("--add-modules", String.join(",", natives)));
            }
            command.addAll(List.of("-m", "org.example.chat/" + MAIN));
        }
        return command;
    }

    /** Nobody requires the module with the native QUIC library (docs/protocol/60 §8.2). */
    static List<String> nativeModules(Path lib) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "osx" : "linux";
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        return ModuleFinder.of(lib)
                .find("io.netty.codec.quic." + os + "." + arch)
                .map(ModuleReference::descriptor)
                .map(module -> module.name())
                .stream()
                .toList();
    }
}
