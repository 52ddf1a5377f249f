package io.discret.core.db;

/** Learn which days a commit has changed. */
@FunctionalInterface
public interface CommitListener {
    /** Take note of a commit that marked at least one day; the changes are visible to readers. */
    void committed(Changes changes);
}
