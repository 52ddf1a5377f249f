package io.discret.interop;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Run tests only where the reference peer can be built and a network of its own can be made; elsewhere say why not. */
final class LiveReference implements ExecutionCondition {
    private record Availability(Path program, String missing) {}

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LiveReference.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Availability availability = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("availability", key -> look(), Availability.class);
        return availability.missing() == null
                ? ConditionEvaluationResult.enabled("the reference peer is here")
                : ConditionEvaluationResult.disabled(availability.missing());
    }

    private static Availability look() {
        try {
            Lan.open().close();
            Path program = Reference.build();
            System.setProperty("rustpeer", program.toString());
            System.out.println("Against the reference: discret " + Reference.version() + ", " + program);
            return new Availability(program, null);
        } catch (IOException e) {
            String missing = "SKIPPED: nothing was tested against the reference: " + e.getMessage() + ".";
            System.out.println(missing);
            return new Availability(null, missing);
        }
    }

    /** The program of the reference. */
    static Path program() {
        return Path.of(System.getProperty("rustpeer"));
    }
}
