package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Wait for answers of the engine. Stateless. */
final class BlockingCalls {
    private BlockingCalls() {}

    /**
     * Wait for one answer; what went wrong is thrown as the same {@link DiscretException} the future holds.
     *
     * @throws DiscretException also with {@link ErrorCode#CLOSED} when the waiting thread is interrupted
     */
    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiscretException(
                    ErrorCode.CLOSED, "The thread was interrupted while it waited; the call may still take effect.", e);
        } catch (ExecutionException e) {
            throw asDiscret(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The {@link DiscretException} behind a failure; anything else is a defect and is said to be one. */
    static DiscretException asDiscret(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof DiscretException known) {
            return known;
        }
        return new DiscretException(
                ErrorCode.STORAGE, "The engine failed in a way it should not; please report this.", cause);
    }
}
