package io.discret.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs that starts a program of its own in another JVM. Stateless. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The command {@code java} of this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Everything that this test sees, as a class path, whether it runs on the module path or on the class path. */
    public static String classPath() {
        return String.join(
                File.pathSeparator,
                target("test-classes"),
                target("classes"),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }

    private static String target(String folder) {
        return Path.of("target", folder).toAbsolutePath().toString();
    }

    /**
     * Memory of a process in KiB, native memory included; 0 where the system does not tell.
     *
     * @param which a line of its status: {@code VmRSS} = now, {@code VmHWM} = the most so far
     */
    public static long memory(long pid, String which) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(which + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // another system, or the process has ended
        }
    }
}
