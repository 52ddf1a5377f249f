package io.discret.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Find the golden vectors: in the folder of the system property {@code discret.vectors}. Stateless. */
public final class Vectors {
    private static final String PROPERTY = "discret.vectors";

    private Vectors() {}

    /**
     * The path of one file.
     *
     * @param name such as {@code crypto.json}
     * @throws IllegalStateException when the property is not set or the file is not there
     */
    public static Path file(String name) {
        String folder = System.getProperty(PROPERTY, "");
        Path file = Path.of(folder, name);
        if (folder.isEmpty() || !Files.isRegularFile(file)) {
            throw new IllegalStateException("No vectors at '" + file + "'; run by Maven or give -D" + PROPERTY
                    + "=DIR with " + name + " in it.");
        }
        return file;
    }
}
