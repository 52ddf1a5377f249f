package io.discret.benchmarks.versus;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Say what it is measured on. Stateless. */
final class Machine {
    private static final long GIB = 1L << 30;

    private Machine() {}

    static String description() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return processor() + ", " + system.getAvailableProcessors() + " cores, "
                + Math.round((double) system.getTotalMemorySize() / GIB) + " GiB, " + system.getName() + " "
                + system.getArch() + ", Java " + System.getProperty("java.runtime.version");
    }

    /** The processor by name; only Linux tells. */
    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
