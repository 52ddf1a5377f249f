package io.discret.core.wire;

import org.jspecify.annotations.Nullable;

/** Name the three streams of a connection by the first byte the dialer writes on each (docs/protocol/40 §4.1). */
public enum StreamFlag {
    ANSWERS(1),
    QUERIES(2),
    EVENTS(3);

    private final byte code;

    StreamFlag(int code) {
        this.code = (byte) code;
    }

    /** The byte on the wire. */
    public byte code() {
        return code;
    }

    /** The stream with a flag, or null when there is none. */
    public static @Nullable StreamFlag of(byte code) {
        for (StreamFlag flag : values()) {
            if (flag.code == code) {
                return flag;
            }
        }
        return null;
    }
}
