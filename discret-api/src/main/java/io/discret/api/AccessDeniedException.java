package io.discret.api;

import org.jspecify.annotations.Nullable;

/** Report that a room grants no right for what was asked; nothing was written. */
public final class AccessDeniedException extends DiscretException {
    private static final long serialVersionUID = 1L;

    public AccessDeniedException(ErrorCode code, String message) {
        super(code, message);
    }

    public AccessDeniedException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
