package io.discret.core.archive;

/** Hold the sizes of archives. */
final class ArchiveLimits {
    /** Bytes of records that begin a new chunk: large enough that its frame costs nothing, small enough for any memory. */
    static final int CHUNK = 256 * 1024;

    /** Bytes of a chunk accepted: the greatest row a configuration allows (1 GiB) and what lies before it. */
    static final long MOST_CHUNK = (1L << 30) + (1L << 21);

    private ArchiveLimits() {}
}
