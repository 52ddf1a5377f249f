package io.discret.core.engine;

import io.discret.api.ArchiveSummary;
import io.discret.api.Event;
import io.discret.core.archive.Export;
import io.discret.core.db.Changes;
import io.discret.core.db.Database;
import io.discret.core.events.DataChanges;
import io.discret.core.events.EventBus;
import io.discret.core.events.ShownRoom;
import io.discret.core.identity.Identity;
import io.discret.core.log.DigestUpkeep;
import io.discret.core.net.Network;
import io.discret.core.peers.Invites;
import io.discret.core.read.ModelInForce;
import io.discret.core.read.QueryExecutor;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomsInForce;
import io.discret.core.write.DeletionExecutor;
import io.discret.core.write.MutationExecutor;
import io.discret.spi.ArchiveFile;
import io.discret.spi.Discovery;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import io.discret.spi.Store;
import io.discret.spi.ThreadScheduler;
import io.discret.spi.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hold the parts of an open database, react on commits, and end in order. Safe for use by any thread.
 *
 * @param engine serial executor of the protocol
 * @param exports serial; where archives are written, one after the other
 * @param ownThreads the scheduler made by the engine itself; null when it was handed in
 */
record Running(
        Identity identity,
        ModelInForce model,
        RoomsInForce rooms,
        Store store,
        Database database,
        QueryExecutor queries,
        MutationExecutor mutations,
        DeletionExecutor deletions,
        EventBus events,
        Executor engine,
        Transport transport,
        List<Discovery> discoveries,
        Network network,
        Connected connected,
        SyncStatuses statuses,
        DigestUpkeep digests,
        PeersInForce peers,
        Invites invites,
        Executor exports,
        KeyDerivation derivation,
        RandomSource random,
        @Nullable ThreadScheduler ownThreads,
        AtomicReference<@Nullable CompletableFuture<Void>> closing) {

    /** Begin to announce, to accept, and to tell of commits. */
    void start() {
        database.onCommit(Database.WRITER, this::defined);
        database.onCommit(engine, this::committed);
        engine.execute(() -> {
            digests.marked(List.of());
            peers.start(discoveries);
        });
    }

    /** Before the next group and before the calls return: what they grant holds from then on (docs/protocol/21 §19). */
    private void defined(Changes changes) {
        rooms.publish(changes.definitions().values());
        changes.definitions().values().forEach(room -> events.publish(new Event.RoomModified(ShownRoom.of(room))));
    }

    private void committed(Changes changes) {
        changes.withdrawn().forEach((room, count) -> events.publish(new Event.RowsWithdrawn(room.toString(), count)));
        connected.definitionsChanged(changes.definitions().keySet());
        connected.pull(changes.definitions().keySet());
        DataChanges.event(changes, model::fullName).ifPresent(events::publish);
        connected.dataChanged(changes);
        digests.marked(changes.rooms());
        peers.committed(changes.days(identity.privateRoom()).keySet());
    }

    /** A new data model accepts rows that the old one refused. */
    void pullAgain() {
        engine.execute(() -> connected.pull(rooms.all().stream().map(Room::id).toList()));
    }

    /** Write everything into an archive, on a connection and a thread of its own, so that nobody waits for it. */
    CompletableFuture<ArchiveSummary> exportTo(ArchiveFile archive) {
        return database.apart(exports, reader -> {
            byte[] secret = identity.databaseSecret();
            try {
                return Export.write(reader, archive, secret, derivation, random, () -> closing.get() != null);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        });
    }

    /**
     * End: refuse calls, finish writes, tell peers, close files and sockets. A second call waits for the first.
     *
     * @return completes on a thread of the engine that ends right after
     */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = closing.compareAndExchange(null, mine);
        if (first != null) {
            return first;
        }
        engine.execute(() -> {
            peers.stop();
            digests.stop();
            discoveries.forEach(Discovery::close);
            network.close();
            transport.close();
            statuses.save();
            database.close().whenComplete((done, failure) -> {
                store.close();
                events.close();
                identity.close();
                if (ownThreads != null) {
                    ownThreads.shutdown();
                }
                mine.complete(null);
            });
        });
        return mine;
    }

    /** Wait until no thread is left. Not to be called by a thread of the engine. */
    void awaitThreads() {
        if (ownThreads != null) {
            ownThreads.close();
        }
    }
}
