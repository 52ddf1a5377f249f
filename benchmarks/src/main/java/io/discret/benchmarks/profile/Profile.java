package io.discret.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Draw a recording of the JVM: {@code Profile RECORDING THREADS TITLE PICTURE}. */
public final class Profile {
    private Profile() {}

    public static void main(String[] arguments) throws IOException {
        Frame root = Samples.read(Path.of(arguments[0]), Pattern.compile(arguments[1]));
        if (root.samples() == 0) {
            throw new IllegalArgumentException("No thread of the recording has a name that matches and was at work.");
        }
        Files.writeString(Path.of(arguments[3]), FlameGraph.of(arguments[2], root));
    }
}
