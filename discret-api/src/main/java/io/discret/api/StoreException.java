package io.discret.api;

import org.jspecify.annotations.Nullable;

/** Report that the store failed: wrong key, locked folder, full disk, input or output error. */
public final class StoreException extends DiscretException {
    private static final long serialVersionUID = 1L;

    public StoreException(ErrorCode code, String message) {
        super(code, message);
    }

    public StoreException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
