package io.discret.core.net;

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
