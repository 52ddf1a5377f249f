package io.discret.core.wire;

/** Bound what is sent and accepted on a connection, in bytes unless said otherwise. */
public final class WireLimits {
    /** A reference peer drops the stream above: max_object_size_in_kb × 2048 of its default (docs/protocol/40 §4.3). */
    public static final int SENT_FRAME = 524_288;

    /**
     * A reference responder fills parts up to 1 MiB and one object, twice what it accepts itself (docs/protocol/40
     * §4.4); less than this must never be configured.
     */
    public static final int LEAST_ACCEPTED_FRAME = 1_048_560 + 262_144 + 64;

    /** What is accepted unless configured: reference peers with larger buffers get through, memory stays bounded. */
    public static final int ACCEPTED_FRAME = 4 << 20;

    /** 96 bytes in practice; the reference does not bound it (docs/protocol/40 §10.2). */
    public static final int CONNECTION_INFO = 1024;

    /**
     * The longest query of a reference peer has 524,288 bytes: more its own kind would not read (docs/protocol/40 §4.3).
     * The rest allows for one that is configured otherwise.
     */
    public static final int QUERY_FRAME = 1 << 20;

    /**
     * The longest event names 64 rows, or holds rows, in about 6 KiB (docs/protocol/41 §12.2, §12.5); the rest allows for
     * bytes that later versions may append.
     */
    public static final int EVENT_FRAME = 8 << 10;

    /** Bytes of an answer around its payload: id, two booleans, length (docs/protocol/40 §4.4). */
    public static final int ANSWER_OVERHEAD = 18;

    /** Where a part of an answer is full: large enough to be cheap, small enough not to hold others up. */
    public static final int PART_TARGET = 256 << 10;

    /** The greatest payload of an answer that a reference peer accepts. */
    public static final int SENT_PAYLOAD = SENT_FRAME - ANSWER_OVERHEAD;

    /** The challenge of ProveIdentity; other lengths are not answered (docs/protocol/20 "Where to do better" 10). */
    public static final int CHALLENGE = 32;

    private WireLimits() {}
}
