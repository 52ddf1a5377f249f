package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Database;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.RoomAdmission;
import io.discret.core.rooms.RoomAdmission.Admitted;
import io.discret.core.rooms.RoomAdmission.Outcome;
import io.discret.core.rooms.RoomDefinition;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.Verified;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Clock;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Exchange the definitions of rooms that are stored (docs/protocol/30 §8, §9). Used by the serial executor of the engine.
 *
 * <p>A definition is taken over or refused as a whole, and decided on inside the transaction that writes it: what changed
 * since it was asked for counts.
 */
public final class DefinitionExchange implements RoomDefinitions {
    private final Database database;
    private final BatchVerifier verifier;
    private final Rooms rooms;
    private final VerifyingKey self;
    private final Clock clock;
    private final Executor executor;

    /**
     * Make one for an engine.
     *
     * @param database completes on the executor of the engine
     * @param rooms in force
     * @param self key of the user
     * @param executor of the engine
     */
    public DefinitionExchange(
            Database database, BatchVerifier verifier, Rooms rooms, VerifyingKey self, Clock clock, Executor executor) {
        this.database = database;
        this.verifier = verifier;
        this.rooms = rooms;
        this.self = self;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Optional<RoomNode>> definition(Uid room) {
        return database.read(reader -> StoredDefinitions.read(reader, room)
                .map(stored -> RoomDefinition.toSend(
                        stored, reader.roomDefinitionDate(room).orElse(0))));
    }

    @Override
    public CompletionStage<Received> receive(Uid room, RoomNode received) {
        if (!received.node().id().equals(room)) {
            return CompletableFuture.failedFuture(refused(ErrorCode.BAD_CONTENT, "it is that of another room"));
        }
        return verifier.nodes(DefinitionRows.nodes(received))
                .thenCompose(nodes -> verifier.edges(DefinitionRows.edges(received))
                        .thenComposeAsync(
                                edges -> {
                                    requireGenuine(nodes);
                                    requireGenuine(edges);
                                    return database.write(transaction -> take(transaction, received));
                                },
                                executor));
    }

    private static void requireGenuine(Verified<?> checked) {
        if (!checked.refused().isEmpty()) {
            throw refused(checked.refused().get(0).reason(), "a row of it is not genuine");
        }
    }

    private Received take(WriteTransaction transaction, RoomNode received) {
        StoreReader reader = transaction.reader();
        Uid room = received.node().id();
        Optional<RoomNode> stored = StoredDefinitions.read(reader, room);
        boolean known = transaction.rooms(rooms).room(room) != null;
        if (known && stored.isEmpty()) {
            throw refused(ErrorCode.NOT_AUTHORISED, "the room has no definition that travels"); // 30 K1
        }
        Admitted admitted =
                known ? RoomAdmission.merge(stored.orElseThrow(), received) : RoomAdmission.create(received);
        if (!known && !admitted.room().hasUser(self)) {
            throw refused(ErrorCode.NOT_AUTHORISED, "the own user is not in the room"); // 30 B16
        }
        requireUnusedIds(reader, admitted, stored);
        long local = reader.roomDefinitionDate(room).orElse(0);
        long date = RoomAdmission.definitionDate(local, received, admitted, clock.millis());
        if (admitted.outcome() == Outcome.UNCHANGED) {
            if (date != local) {
                transaction.store().putRoomDefinitionDate(room, date);
            }
            return new Received(false, admitted.senderIsBehind());
        }
        transaction.putDefinition(admitted.definition(), date);
        return new Received(true, admitted.senderIsBehind());
    }

    /** An id of another row would let a forged definition take that row's place (docs/protocol/30 B1). */
    private static void requireUnusedIds(StoreReader reader, Admitted admitted, Optional<RoomNode> stored) {
        Set<Uid> own = new HashSet<>();
        stored.ifPresent(definition ->
                DefinitionRows.nodes(definition).stream().map(Node::id).forEach(own::add));
        List<Uid> foreign =
                admitted.added().stream().filter(id -> !own.contains(id)).toList();
        if (!reader.versions(foreign).isEmpty()) {
            throw refused(ErrorCode.BAD_CONTENT, "it uses the id of another row");
        }
    }

    private static DiscretException refused(ErrorCode code, String why) {
        return new DiscretException(code, "The definition of a room was refused: " + why + " (" + code.text() + ").");
    }
}
