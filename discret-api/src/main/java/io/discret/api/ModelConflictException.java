package io.discret.api;

import org.jspecify.annotations.Nullable;

/** Report that a new data model does not continue the stored one; the stored one stays in force. */
public final class ModelConflictException extends DiscretException {
    private static final long serialVersionUID = 1L;

    public ModelConflictException(ErrorCode code, String message) {
        super(code, message);
    }

    public ModelConflictException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
