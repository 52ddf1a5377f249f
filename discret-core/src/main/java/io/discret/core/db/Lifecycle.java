package io.discret.core.db;

import java.util.concurrent.CompletableFuture;

/** Count what is under way, so that the end can wait for it. Safe for use by any thread. */
final class Lifecycle {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int active;
    private boolean closing;

    /** Begin something; false when the end has begun. */
    synchronized boolean enter() {
        if (closing) {
            return false;
        }
        active++;
        return true;
    }

    /** End something. */
    void leave() {
        boolean last;
        synchronized (this) {
            active--;
            last = closing && active == 0;
        }
        if (last) {
            ended.complete(null);
        }
    }

    /** Let nothing begin any more; completes when nothing is under way. */
    CompletableFuture<Void> close() {
        boolean idle;
        synchronized (this) {
            closing = true;
            idle = active == 0;
        }
        if (idle) {
            ended.complete(null);
        }
        return ended;
    }
}
