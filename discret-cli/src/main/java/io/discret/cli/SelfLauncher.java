package io.discret.cli;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the command line that starts this program once more, on the module path or the class path as it runs now. */
final class SelfLauncher {
    private static final String NATIVE_QUIC = "io.netty.codec.quic.";

    /** From this version on Java warns of native libraries that were not allowed by name (docs/protocol/60 §8.2). */
    private static final int WARNS_OF_NATIVE_ACCESS = 24;

    private static final String MODULE = "io.discret.cli";
    private static final String MAIN = MODULE + ".Main";

    private SelfLauncher() {}

    /** The command line of a process that runs as this one does. */
    static List<String> command(List<String> arguments) {
        String modulePath = System.getProperty("jdk.module.path");
        return modulePath != null && Main.class.getModule().isNamed()
                ? onModulePath(modulePath, arguments)
                : onClassPath(System.getProperty("java.class.path"), arguments);
    }

    /** The command line of a process on a module path. */
    static List<String> onModulePath(String modulePath, List<String> arguments) {
        List<String> command = java("org.xerial.sqlitejdbc,io.netty.common,com.amazon.corretto.crypto.provider");
        nativeModule(modulePath).ifPresent(name -> command.addAll(List.of("--add-modules", name)));
        command.addAll(List.of("-p", modulePath, "-m", MODULE + "/" + MAIN));
        command.addAll(arguments);
        return command;
    }

    /** The command line of a process on a class path. */
    static List<String> onClassPath(String classPath, List<String> arguments) {
        List<String> command = java("ALL-UNNAMED");
        command.addAll(List.of("-cp", classPath, MAIN));
        command.addAll(arguments);
        return command;
    }

    private static List<String> java(String nativeModules) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_ACCESS) {
            command.add("--enable-native-access=" + nativeModules);
        }
        return command;
    }

    /** Nobody requires the module with the native QUIC library, so it must be named (docs/protocol/60 §8.2). */
    private static Optional<String> nativeModule(String modulePath) {
        Path[] paths = List.of(modulePath.split(java.io.File.pathSeparator)).stream()
                .map(Path::of)
                .toArray(Path[]::new);
        return ModuleFinder.of(paths)
                .find(NATIVE_QUIC + platform())
                .map(ModuleReference::descriptor)
                .map(d -> d.name());
    }

    /** The platform as netty writes it: {@code linux.x86_64}. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "osx" : os.startsWith("win") ? "windows" : "linux";
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return family + "." + (arch.equals("aarch64") ? "aarch_64" : "x86_64");
    }
}
