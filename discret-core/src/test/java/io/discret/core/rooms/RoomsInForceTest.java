package io.discret.core.rooms;

import static io.discret.core.rooms.DefinitionDraft.ROOM;
import static io.discret.core.rooms.DefinitionDraft.id;
import static io.discret.core.rooms.DefinitionDraft.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.db.Changes;
import io.discret.core.db.Database;
import io.discret.core.db.OpenDatabase;
import io.discret.core.db.WriteTask;
import io.discret.core.db.WriteTransaction;
import io.discret.core.wire.RoomNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions in the store, in a transaction, and in force (docs/protocol/30 §7, §8.1). */
final class RoomsInForceTest {
    @TempDir
    Path folder;

    private OpenDatabase open;
    private final RoomsInForce rooms = new RoomsInForce(privateRoom());

    private static Room privateRoom() {
        return Room.privateRoom(id(900), id(901), person(0).verifyingKey());
    }

    @BeforeEach
    void openIt() {
        open = new OpenDatabase(folder, node -> null, 64);
        open.database.onCommit(
                Database.WRITER, changes -> rooms.publish(changes.definitions().values()));
    }

    @AfterEach
    void closeIt() {
        open.close();
    }

    private static RoomNode definition() {
        DefinitionDraft draft = new DefinitionDraft().admin(0, 10, 0, true, 1000);
        draft.auth(0, 20, 1000)
                .right(0, 30, "Book", true, false, 1000)
                .right(0, 31, "Book", false, false, 3000)
                .user(0, 40, 1, true, 1000)
                .user(0, 41, 1, false, 2000)
                .userAdmin(0, 50, 2, 1000);
        return draft.build();
    }

    private static WriteTask<Void> define(long date) {
        return tx -> {
            tx.putDefinition(definition(), date);
            return null;
        };
    }

    /** 30 §8.1: "set to the mutation date by local changes"; §7: "load every room". */
    @Test
    void aDefinitionIsReadBackAsItWasWrittenAndComesInForceAgainAfterARestart() throws Exception {
        OpenDatabase.await(open.database.write(define(4000)));

        RoomNode stored = OpenDatabase.await(open.database.read(store -> StoredDefinitions.read(store, id(ROOM))))
                .orElseThrow();
        assertThat(DefinitionRows.nodes(stored))
                .containsExactlyInAnyOrderElementsOf(DefinitionRows.nodes(definition()));
        assertThat(DefinitionRows.edges(stored))
                .containsExactlyInAnyOrderElementsOf(DefinitionRows.edges(definition()));
        assertThat(stored.lastModified()).isEqualTo(4000);
        OptionalLong date = OpenDatabase.await(open.database.read(store -> store.roomDefinitionDate(id(ROOM))));
        assertThat(date).hasValue(4000);

        RoomsInForce later = new RoomsInForce(privateRoom());
        OpenDatabase.await(open.database.read(store -> {
            later.load(store);
            return true;
        }));
        assertThat(later.room(id(ROOM)))
                .isEqualTo(RoomDefinition.room(definition()))
                .isEqualTo(rooms.room(id(ROOM)));
        assertThat(later.all()).hasSize(2);
    }

    /** Rights are decided inside the transaction: with what earlier requests of the group defined, and nothing else. */
    @Test
    void laterTasksOfAGroupSeeADefinitionBeforeItIsInForce() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        List<Boolean> seen = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> held = open.database.write(tx -> {
            begun.countDown();
            awaitNow(latch);
            return null;
        });
        awaitNow(begun); // else the writer might begin when some of the following wait, and group those only
        CompletableFuture<Void> refused = open.database.write(tx -> {
            tx.putDefinition(definition(), 1);
            seen.add(tx.rooms(rooms).room(id(ROOM)) != null);
            throw new DiscretException(ErrorCode.NOT_AUTHORISED, "no");
        });
        CompletableFuture<Void> between = open.database.write(tx -> {
            seen.add(tx.rooms(rooms).room(id(ROOM)) != null);
            return null;
        });
        CompletableFuture<Void> defined = open.database.write(define(4000));
        CompletableFuture<Void> after = open.database.write(tx -> {
            seen.add(tx.rooms(rooms).room(id(ROOM)) != null);
            seen.add(rooms.room(id(ROOM)) != null);
            assertThat(tx.rooms(rooms).all()).hasSize(2);
            return null;
        });
        latch.countDown();

        OpenDatabase.await(held);
        assertThatThrownBy(() -> OpenDatabase.await(refused)).hasCauseInstanceOf(DiscretException.class);
        OpenDatabase.await(between);
        OpenDatabase.await(defined);
        OpenDatabase.await(after);
        assertThat(seen).containsExactly(true, false, true, false);
        assertThat(rooms.room(id(ROOM))).isNotNull();
    }

    /** A group that fails leaves the rooms in force as they were, and tells nobody. */
    @Test
    void aRollbackForgetsADefinition() {
        List<Changes> told = new ArrayList<>();
        open.database.onCommit(Database.WRITER, told::add);
        CompletableFuture<Void> broken = open.database.write(new WriteTask<Void>() {
            @Override
            public Void run(WriteTransaction tx) {
                tx.putDefinition(definition(), 4000);
                throw new IllegalStateException("promised to refuse before writing");
            }

            @Override
            public boolean refusesBeforeWriting() {
                return true;
            }
        });

        assertThatThrownBy(() -> OpenDatabase.await(broken)).hasCauseInstanceOf(DiscretException.class);
        assertThat(rooms.all()).containsExactly(privateRoom());
        assertThat(told).isEmpty();
    }

    private static void awaitNow(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
