package io.discret.core.write;

import io.discret.api.DiscretException;
import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.db.Failures;
import io.discret.core.db.WriteTask;
import io.discret.core.db.WriteTransaction;
import io.discret.core.identity.Uids;
import io.discret.core.read.JsonResult;
import io.discret.core.read.ModelInForce;
import io.discret.core.rooms.Rooms;
import io.discret.query.JsonValue;
import io.discret.query.Mutation;
import io.discret.spi.Clock;
import io.discret.spi.StoreReader;
import io.discret.spi.Value;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Run mutations: from text and parameters to committed rows and their result (docs/protocol/11).
 *
 * <p>A mutation that only creates rows needs nothing of the store: it is built and signed on the workers, in parallel,
 * or by a caller that waits, and the writer only decides on the rights and inserts. Any other reads, builds and writes inside of the transaction, so
 * no concurrent change is lost. Both keep the order of the calls. Safe for use by any thread.
 */
public final class MutationExecutor {
    private final Database database;
    private final ModelInForce model;
    private final Author author;
    private final Rooms rooms;
    private final Uid privateRoom;
    private final Clock clock;
    private final Supplier<Uid> freshIds;
    private final Executor workers;
    private final WriteRules rules;

    /**
     * Assemble.
     *
     * @param rooms the rooms in force at the time of each mutation
     * @param workers where rows are signed
     */
    public MutationExecutor(
            Database database,
            ModelInForce model,
            Author author,
            Rooms rooms,
            Uid privateRoom,
            Clock clock,
            Uids uids,
            Executor workers,
            WriteRules rules) {
        this.database = database;
        this.model = model;
        this.author = author;
        this.rooms = rooms;
        this.privateRoom = privateRoom;
        this.clock = clock;
        this.freshIds = uids::next;
        this.workers = workers;
        this.rules = rules;
    }

    /** Run one mutation, all or nothing; completes after the commit. */
    public CompletableFuture<QueryResult> mutate(String text, Parameters parameters) {
        return mutate(database, workers, text, parameters);
    }

    /**
     * As {@link #mutate}, for a caller that does nothing but wait: his thread builds and signs, and the writer wakes him,
     * so that a call alone has two threads woken instead of four. Nothing else may hang on the future.
     */
    public CompletableFuture<QueryResult> mutateForWaiting(String text, Parameters parameters) {
        return mutate(database.forWaiting(), Runnable::run, text, parameters);
    }

    private CompletableFuture<QueryResult> mutate(
            Database answering, Executor builders, String text, Parameters parameters) {
        try {
            Mutation mutation = model.mutation(text);
            Map<String, Value> bound = mutation.variables().bind(parameters);
            return answering.write(task(mutation, bound, clock.millis(), builders));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }

    /**
     * Run one mutation as a part of a transaction that does more: an invite that is used makes the newcomer a user of its
     * room in the same one (docs/protocol/31 §8.4).
     *
     * @throws DiscretException when it is refused; a task that then goes on must not have written a room and rows in one
     *     text
     */
    public void within(WriteTransaction transaction, String text, Parameters parameters) {
        Mutation mutation = model.mutation(text);
        Map<String, Value> bound = mutation.variables().bind(parameters);
        if (RoomText.definesRooms(mutation)) {
            defineRooms(mutation, bound, clock.millis(), transaction);
        } else {
            inside(mutation, bound, clock.millis(), transaction).write().apply(transaction);
        }
    }

    /**
     * Open a stream.
     *
     * @param mostInFlight items sent and not answered before {@code send} waits
     * @param answers where answers are given out; a reader that blocks there stops neither the writer nor other calls
     */
    public MutationStream stream(int mostInFlight, Executor answers) {
        Database answering = database.completingOn(answers);
        return new OrderedMutationStream(
                (text, parameters) -> mutate(answering, workers, text, parameters), mostInFlight);
    }

    private WriteTask<QueryResult> task(Mutation mutation, Map<String, Value> bound, long now, Executor builders) {
        if (RoomText.definesRooms(mutation)) {
            return transaction -> defineRooms(mutation, bound, now, transaction);
        }
        if (!MutationRun.createsOnly(mutation)) {
            return new Checked(transaction -> inside(mutation, bound, now, transaction));
        }
        FutureTask<Built> ahead = new FutureTask<>(() -> build(mutation, bound, now, null, rooms));
        builders.execute(ahead);
        return new Checked(transaction -> {
            Built built = claim(ahead);
            try {
                built.write().check(rights(transaction));
                return built;
            } catch (DiscretException refused) {
                // An earlier request of this group may have defined the room, at a later date.
                return inside(mutation, bound, now, transaction);
            }
        });
    }

    private Built inside(Mutation mutation, Map<String, Value> bound, long now, WriteTransaction transaction) {
        Built built = build(mutation, bound, now, transaction.reader(), transaction.rooms(rooms));
        built.write().check(rights(transaction));
        return built;
    }

    /** Definitions first: what they grant or take counts for the other rows of the mutation. */
    private QueryResult defineRooms(
            Mutation mutation, Map<String, Value> bound, long now, WriteTransaction transaction) {
        RoomBlocks blocks = new RoomBlocks(transaction, rooms, author, now, rules.userAdminsAddUsers());
        MutationRun run =
                new MutationRun(new ScalarValues(bound), transaction.reader(), freshIds, blocks, author.key());
        JsonValue result = run.run(mutation);
        DraftSigning signing = new DraftSigning(author, transaction.rooms(rooms), rules.maxNodeSize(), blocks.date());
        PreparedWrite others = signing.prepare(run.drafts());
        blocks.write(signing.definitionRows(), signing.definitionEdges());
        others.check(rights(transaction));
        others.apply(transaction);
        return JsonResult.of(result);
    }

    private LocalRights rights(WriteTransaction transaction) {
        return new LocalRights(transaction.rooms(rooms), privateRoom, author.key());
    }

    /** The result of a worker; when none has begun yet the writer does the work itself. */
    private static Built claim(FutureTask<Built> ahead) {
        ahead.run();
        try {
            return ahead.get();
        } catch (ExecutionException e) {
            throw Failures.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.closed();
        }
    }

    private Built build(
            Mutation mutation, Map<String, Value> bound, long now, @Nullable StoreReader store, Rooms seen) {
        MutationRun run = new MutationRun(new ScalarValues(bound), store, freshIds, null, author.key());
        JsonValue result = run.run(mutation);
        PreparedWrite write = new DraftSigning(author, seen, rules.maxNodeSize(), now).prepare(run.drafts());
        return new Built(write, result);
    }

    private record Built(PreparedWrite write, JsonValue result) {}

    @FunctionalInterface
    private interface Builder {
        Built build(WriteTransaction transaction);
    }

    /** Everything is checked and signed before the first write. */
    private record Checked(Builder builder) implements WriteTask<QueryResult> {
        @Override
        public QueryResult run(WriteTransaction transaction) {
            Built built = builder.build(transaction);
            built.write().apply(transaction);
            return JsonResult.of(built.result());
        }

        @Override
        public boolean refusesBeforeWriting() {
            return true;
        }
    }
}
