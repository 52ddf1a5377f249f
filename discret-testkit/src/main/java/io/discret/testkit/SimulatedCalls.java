package io.discret.testkit;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follow the calls of the applications of a simulation. */
final class SimulatedCalls {
    private final Set<ErrorCode> expected;
    private final List<AssertionError> unexpected = new ArrayList<>();
    private int underWay;

    /** Errors an application must expect; any other one fails the run. */
    SimulatedCalls(Set<ErrorCode> expected) {
        this.expected = expected;
    }

    /** Calls without an answer, those of crashed machines included. */
    int underWay() {
        return underWay;
    }

    /** Fail when a call failed as it should not: an error thrown in its own stage would be lost. */
    void check() {
        if (!unexpected.isEmpty()) {
            throw unexpected.get(0);
        }
    }

    <T extends @Nullable Object> void follow(
            SimulatedDevice device, CompletableFuture<T> call, Consumer<T> acknowledged) {
        int crashes = device.machine().crashes();
        underWay++;
        call.whenComplete((result, failure) -> {
            underWay--;
            if (failure == null) {
                try {
                    acknowledged.accept(result);
                } catch (AssertionError e) {
                    unexpected.add(e);
                }
            } else if (device.machine().crashes() == crashes && !isExpected(failure)) {
                unexpected.add(new AssertionError(
                        "A call on " + device.name() + " failed as it should not: " + failure, failure));
            }
        });
    }

    private boolean isExpected(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof DiscretException error && expected.contains(error.code());
    }
}
