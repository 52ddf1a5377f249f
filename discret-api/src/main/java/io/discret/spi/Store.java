package io.discret.spi;

/**
 * Keep rows, relations, deletion entries and logs of one user in an encrypted file.
 *
 * <p>Opening fails with a {@link io.discret.api.StoreException}: {@code WRONG_KEY} when the key does not fit (the file
 * is untouched), {@code FOLDER_LOCKED} when another process or another store of this process has it open,
 * {@code STORAGE} or {@code DISK_FULL} otherwise. The store holds its lock until {@link #close}.
 *
 * <p>There is one {@link #writer} and any number of readers; each of these objects is used by one thread at a time.
 * Readers never wait for the writer. Methods block; the engine calls them on its store threads only.
 */
public interface Store extends AutoCloseable {
    /** A connection that reads; the engine keeps a few and closes them. */
    StoreReader reader();

    /** The one connection that writes; the same object at each call. */
    StoreWriter writer();

    /** Whether {@link #checkpoint} has enough to do to be worth a call. Safe for use by any thread. */
    default boolean isCheckpointDue() {
        return false;
    }

    /**
     * Do what keeps the file short and quick to open, and what a commit would otherwise have to do now and then: the engine
     * calls this on a thread where nobody waits, beside reads and writes, one call at a time. A failure loses nothing and may
     * be ignored.
     */
    default void checkpoint() {}

    /** One line for people: product, version, cipher. */
    String description();

    /** Close the readers, the writer and the file, and free the lock. A second call does nothing. */
    @Override
    void close();
}
