package io.discret.core.db;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Make every failure a {@link DiscretException}, so that callers catch one type. */
public final class Failures {
    private Failures() {}

    /** The failure itself or its cause when that is one of ours, else a failure that names the defect. */
    public static DiscretException of(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof DiscretException known) {
            return known;
        }
        return new DiscretException(
                ErrorCode.INTERNAL,
                "The engine failed in a way it should not (" + cause.getClass().getSimpleName()
                        + "); nothing of this request was written. Please report it with its stack trace.",
                cause);
    }

    /** The failure of everything that comes after the end. */
    public static DiscretException closed() {
        return new DiscretException(ErrorCode.CLOSED, "The database is closed; open it again to go on.");
    }
}
