package io.discret.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Write docs/interoperability.md: each case, how the peers met, its result, and how long it took. */
public final class Report implements TestExecutionListener {
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, String> rows = new LinkedHashMap<>();
    private TestPlan plan;
    private int passed;
    private int failed;
    private int skipped;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest()) {
            return;
        }
        boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        passed += good ? 1 : 0;
        failed += good ? 0 : 1;
        double seconds = (System.nanoTime() - started.getOrDefault(test.getUniqueId(), System.nanoTime())) / 1e9;
        String row = "| %s | %s | %s | %.1f s |".formatted(place(test), name(test), good ? "ok" : "FAILED", seconds);
        rows.put(place(test) + test.getUniqueId(), row);
    }

    /** The class and how the peers met. */
    private String place(TestIdentifier test) {
        StringBuilder place = new StringBuilder();
        TestIdentifier parent = plan.getParent(test).orElse(null);
        while (parent != null && parent.getParentId().isPresent()) {
            String text = words(parent.getDisplayName());
            if (!parent.getDisplayName().contains("(")) {
                place.insert(0, text + (place.length() == 0 ? "" : ": "));
            }
            parent = plan.getParent(parent).orElse(null);
        }
        return place.toString();
    }

    private static String name(TestIdentifier test) {
        return words(test.getDisplayName());
    }

    /** {@code aUserIsDisabled()} to {@code a user is disabled}. */
    private static String words(String name) {
        if (name.contains(" ")) {
            return name;
        }
        return name.replaceAll("(Test)?(\\(.*\\))?$", "")
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            String version = Reference.version();
            StringBuilder text =
                    new StringBuilder("# Interoperability\n\nWritten by `mvn verify -Pinterop`: Java peers and peers of"
                            + " the published Rust library `discret` " + version
                            + ", as real processes on one network.\n"
                            + "After each case the same queries give the same JSON on both sides, and neither log tells of an error, but for what"
                            + " the reference logs of a dial of kwik.\n\n"
                            + passed + " cases passed, " + failed
                            + " failed.\n\n| how they met | case | result | duration |\n|---|---|---|---|\n");
            rows.values().forEach(row -> text.append(row).append("\n"));
            Files.writeString(
                    Path.of(System.getProperty("discret.root"), "docs", "interoperability.md"), text.toString());
            System.out.println("Against the reference, discret " + version + ": " + passed + " cases passed, " + failed
                    + " failed, " + skipped + " skipped; docs/interoperability.md");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
