package io.discret.core.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describe this device to its owner: {@code <operating system>, <host name>} (docs/protocol/20 §10). Stateless.
 *
 * <p>Asks the system, never the network where it can be avoided.
 */
public final class DeviceName {
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final Path HOST_NAME = Path.of("/etc/hostname");
    private static final String PRETTY_NAME = "PRETTY_NAME=";

    private DeviceName() {}

    /** The name of this device; never empty. */
    public static String ofThisDevice() {
        return of(System.getenv());
    }

    static String of(Map<String, String> environment) {
        return operatingSystem() + ", " + hostName(environment);
    }

    private static String operatingSystem() {
        return line(OS_RELEASE, PRETTY_NAME)
                .map(name -> name.replace("\"", ""))
                .orElseGet(() ->
                        System.getProperty("os.name", "Unknown Device") + " " + System.getProperty("os.version", ""))
                .strip();
    }

    private static String hostName(Map<String, String> environment) {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = environment.getOrDefault(variable, "").strip();
            if (!name.isEmpty()) {
                return name;
            }
        }
        return line(HOST_NAME, "").orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unnamed";
            }
        });
    }

    /** The rest of the first line that begins with a text, if the file can be read and the rest is not empty. */
    private static Optional<String> line(Path file, String start) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .filter(rest -> !rest.isEmpty())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
