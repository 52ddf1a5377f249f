package io.discret.core.db;

/** Learn which days and definitions of rooms a commit has changed. */
@FunctionalInterface
public interface CommitListener {
    /** Take note of a commit that marked at least one day or changed a definition; the changes are visible to readers. */
    void committed(Changes changes);
}
