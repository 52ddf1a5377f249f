package io.discret.core.net;

import io.discret.core.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/** What a stream carries, told by its first byte (docs/protocol/40 §4.1). */
public enum StreamFlag {
    ANSWERS((byte) 1),
    QUERIES((byte) 2),
    EVENTS((byte) 3);

    private final byte code;

    StreamFlag(byte code) {
        this.code = code;
    }

    /**
     * The greatest frame accepted.
     *
     * @param answers what is configured for answers, in bytes
     */
    int frameLimit(int answers) {
        return switch (this) {
            case ANSWERS -> answers;
            case QUERIES -> WireLimits.QUERY_FRAME;
            case EVENTS -> WireLimits.EVENT_FRAME;
        };
    }

    byte code() {
        return code;
    }

    /** The flag with a code, or null when there is none. */
    static @Nullable StreamFlag of(byte code) {
        for (StreamFlag flag : values()) {
            if (flag.code == code) {
                return flag;
            }
        }
        return null;
    }
}
