package io.discret.api;

import org.jspecify.annotations.Nullable;

/**
 * Report a failure with a stable {@link #code()} and a sentence that says what to do.
 *
 * <p>No message ever holds key material, a pass phrase or the text of a row. Sub-types exist only where a caller would
 * catch them apart.
 */
public class DiscretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public DiscretException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public DiscretException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What went wrong, for programs. */
    public ErrorCode code() {
        return code;
    }
}
