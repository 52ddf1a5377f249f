package io.discret.core.write;

import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.db.Failures;
import io.discret.core.db.WriteTask;
import io.discret.core.db.WriteTransaction;
import io.discret.core.read.ModelInForce;
import io.discret.core.rooms.Rooms;
import io.discret.query.Deletion;
import io.discret.spi.Clock;
import io.discret.spi.Value;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Run deletions of rows and of relations (docs/protocol/11 §13). Safe for use by any thread. */
public final class DeletionExecutor {
    private final Database database;
    private final ModelInForce model;
    private final Author author;
    private final Rooms rooms;
    private final Uid privateRoom;
    private final Clock clock;
    private final int maxNodeSize;

    public DeletionExecutor(
            Database database,
            ModelInForce model,
            Author author,
            Rooms rooms,
            Uid privateRoom,
            Clock clock,
            int maxNodeSize) {
        this.database = database;
        this.model = model;
        this.author = author;
        this.rooms = rooms;
        this.privateRoom = privateRoom;
        this.clock = clock;
        this.maxNodeSize = maxNodeSize;
    }

    /** Delete, all or nothing; ids that are not known are no error. Completes after the commit. */
    public CompletableFuture<Void> delete(String text, Parameters parameters) {
        try {
            Deletion deletion = model.deletion(text);
            Map<String, Value> bound = deletion.variables().bind(parameters);
            return database.write(new Task(deletion, bound, clock.millis()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }

    private final class Task implements WriteTask<Void> {
        private final Deletion deletion;
        private final Map<String, Value> bound;
        private final long now;

        Task(Deletion deletion, Map<String, Value> bound, long now) {
            this.deletion = deletion;
            this.bound = bound;
            this.now = now;
        }

        @Override
        public @Nullable Void run(WriteTransaction transaction) {
            Rooms seen = transaction.rooms(rooms);
            LocalRights rights = new LocalRights(seen, privateRoom, author.key());
            DeletionRun run = new DeletionRun(new ScalarValues(bound), transaction.reader(), author, seen, now);
            run.run(deletion);
            PreparedWrite rewritten = new DraftSigning(author, seen, maxNodeSize, now).prepare(run.rewritten());
            run.deleted().check(rights);
            rewritten.check(rights);
            rewritten.apply(transaction);
            run.deleted().apply(transaction);
            return null;
        }

        @Override
        public boolean refusesBeforeWriting() {
            return true;
        }
    }
}
