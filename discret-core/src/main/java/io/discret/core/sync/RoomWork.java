package io.discret.core.sync;

import java.util.concurrent.CompletableFuture;

/** Pull one room from one peer, once. Used by the executor of the session only. */
interface RoomWork {
    /** Begin; fails when the room could not be pulled as was meant, what was written stays. */
    CompletableFuture<RoomReport> run();

    /** What was done so far. */
    RoomReport report();
}
