package io.discret.api;

import org.jspecify.annotations.Nullable;

/** Report a configuration or an assembly of modules that cannot work. */
public final class ConfigurationException extends DiscretException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(ErrorCode code, String message) {
        super(code, message);
    }

    public ConfigurationException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
