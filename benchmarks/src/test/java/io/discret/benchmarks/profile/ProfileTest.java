package io.discret.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of known work, and samples made by hand, become the picture they are. */
class ProfileTest {
    private static final String WORKER = "known work";
    private static final long NANOS = Duration.ofMillis(600).toNanos();

    @Test
    void aThreadAtWorkIsFoundByItsName(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("work.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            Thread thread = new Thread(ProfileTest::work, WORKER);
            thread.start();
            thread.join();
            recording.stop();
            recording.dump(file);
        }

        Frame found = Samples.read(file, Pattern.compile(WORKER));
        Frame others = Samples.read(file, Pattern.compile("nobody has this name"));

        assertThat(found.samples()).isPositive();
        assertThat(FlameGraph.of("t", found)).contains("ProfileTest.work");
        assertThat(others.samples()).isZero();
        assertThat(FlameGraph.of("t", others)).doesNotContain("ProfileTest");
    }

    @Test
    void aMethodIsAsWideAsItsShare() {
        Frame root = new Frame("all");
        for (int i = 0; i < 3; i++) {
            root.add(List.of("a.B.run", "a.B.<init>"));
        }
        root.add(List.of("a.B.run"));

        String picture = FlameGraph.of("some & more", root);

        assertThat(root.depth(1)).isEqualTo(2);
        assertThat(picture)
                .contains("some &amp; more, 4 samples")
                .contains("<title>a.B.run: 4</title><rect x=\"0.0\" y=\"43\" width=\"1199.5\"")
                .contains("<title>a.B.&lt;init&gt;: 3</title><rect x=\"0.0\" y=\"26\" width=\"899.5\"");
    }

    private static void work() {
        long end = System.nanoTime() + NANOS;
        double sum = 0;
        while (System.nanoTime() < end) {
            for (int i = 1; i < 1000; i++) {
                sum += Math.sqrt(i);
            }
        }
        assertThat(sum).isPositive();
    }
}
