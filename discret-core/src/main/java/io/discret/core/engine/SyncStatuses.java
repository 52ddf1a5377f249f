package io.discret.core.engine;

import io.discret.api.ErrorCode;
import io.discret.api.Event;
import io.discret.api.SyncStatus;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Database;
import io.discret.core.events.EventBus;
import io.discret.core.sync.PeerSession;
import io.discret.core.sync.RoomReport;
import io.discret.spi.Environment;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Remember how each room stands with each peer, and tell the application when that changes, at a bounded rate. Used by the
 * serial executor of the engine only, except {@link #all}.
 */
final class SyncStatuses {
    /** Time between two events about one room and peer: fast for people, and nothing beside the rows themselves. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Events at once: those of many rooms must not push others out of the queues of subscribers. */
    private static final int MOST_AT_ONCE = 32;

    /** Peers times rooms that are remembered, a few hundred bytes each; beyond it the one that changed longest ago goes. */
    private static final int MOST = 16_384;

    /** What a power cut may lose; a good end loses nothing. */
    private static final Duration SAVE_AFTER = Duration.ofMinutes(5);

    private final Environment environment;
    private final Executor executor;
    private final EventBus events;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    /** Rows and deletion entries held of each room, as far as known. */
    private final Map<Uid, Long> rooms = new HashMap<>();

    private final Set<Key> changed = new LinkedHashSet<>();
    private final Database database;
    private boolean pausing;
    private boolean unsaved;
    private boolean saving;

    private record Key(VerifyingKey peer, Uid room) {}

    /** @param session null = not met since the start */
    private record Entry(@Nullable PeerSession session, SyncStatus status) {}

    SyncStatuses(Environment environment, Executor executor, EventBus events, Database database) {
        this.environment = environment;
        this.executor = executor;
        this.events = events;
        this.database = database;
    }

    /** Begin with what was kept; before any other call. */
    void load(List<SyncStatus> kept) {
        kept.forEach(status -> entries.put(new Key(status.peer(), Uid.parse(status.room())), new Entry(null, status)));
    }

    /** Keep what changed since the last time; a store that fails then loses no more than these numbers. */
    void save() {
        if (unsaved) {
            unsaved = false;
            List<SyncStatus> last = entries.values().stream().map(Entry::status).toList();
            database.write(transaction -> {
                StoredStatuses.write(transaction.store(), last);
                return null;
            });
        }
    }

    private void saveLater() {
        unsaved = true;
        if (!saving) {
            saving = true;
            environment.scheduler().schedule(SAVE_AFTER, executor, () -> {
                saving = false;
                save();
            });
        }
    }

    void pulling(PeerSession session, RoomReport report) {
        put(session, report, SyncStatus.State.RUNNING, Optional.empty());
    }

    void synchronised(PeerSession session, RoomReport report) {
        put(session, report, SyncStatus.State.SYNCHRONIZED, Optional.empty());
    }

    /** Rows were pulled that a peer named: the room grew by what the report calls known. */
    void received(PeerSession session, RoomReport growth) {
        put(
                session,
                growth.heldInAll(rooms.getOrDefault(growth.room(), 0L)),
                SyncStatus.State.SYNCHRONIZED,
                Optional.empty());
    }

    void failed(PeerSession session, RoomReport report, ErrorCode reason) {
        put(session, report, SyncStatus.State.FAILED, Optional.of(reason));
    }

    /** So many rows and deletion entries of a room are held here: those that other peers sent, or the user wrote, too. */
    void held(Uid room, long known) {
        rooms.replace(room, known);
        entries.replaceAll((key, entry) -> {
            if (!key.room().equals(room) || entry.status().known() == known) {
                return entry;
            }
            changed.add(key);
            saveLater();
            return new Entry(entry.session(), holding(entry.status(), known));
        });
        publishSoon();
    }

    private static SyncStatus holding(SyncStatus last, long known) {
        return new SyncStatus(
                last.peer(),
                last.room(),
                last.state(),
                known,
                last.missing(),
                last.waiting(),
                last.refused(),
                last.lastContact(),
                last.failure());
    }

    /** A connection is over; another one of the same user may go on with its rooms. */
    void ended(PeerSession session) {
        entries.replaceAll((key, entry) -> {
            if (entry.session() != session || entry.status().state() == SyncStatus.State.DISCONNECTED) {
                return entry;
            }
            changed.add(key);
            return new Entry(session, disconnected(entry.status()));
        });
        publishSoon();
    }

    private static SyncStatus disconnected(SyncStatus last) {
        return new SyncStatus(
                last.peer(),
                last.room(),
                SyncStatus.State.DISCONNECTED,
                last.known(),
                last.missing(),
                last.waiting(),
                last.refused(),
                last.lastContact(),
                last.failure());
    }

    /** By peer and room; called on any thread. */
    CompletableFuture<List<SyncStatus>> all() {
        return CompletableFuture.supplyAsync(
                () -> entries.values().stream()
                        .map(Entry::status)
                        .sorted(Comparator.comparing(
                                        (SyncStatus status) -> status.peer().toString())
                                .thenComparing(SyncStatus::room))
                        .toList(),
                executor);
    }

    private void put(PeerSession session, RoomReport report, SyncStatus.State state, Optional<ErrorCode> failure) {
        session.remoteKey().ifPresent(peer -> {
            Key key = new Key(peer, report.room());
            SyncStatus status = new SyncStatus(
                    peer,
                    report.room().toString(),
                    state,
                    report.known(),
                    report.missing(),
                    report.waiting(),
                    report.refused(),
                    environment.clock().millis(),
                    failure);
            rooms.put(report.room(), report.known());
            entries.remove(key); // the one that changed last stands last
            entries.put(key, new Entry(session, status));
            if (entries.size() > MOST) {
                Iterator<Key> oldest = entries.keySet().iterator();
                Key gone = oldest.next();
                changed.remove(gone);
                rooms.remove(gone.room());
                oldest.remove();
            }
            changed.add(key);
            publishSoon();
            saveLater();
        });
    }

    /** The first change at once, those of the next second together. */
    private void publishSoon() {
        if (!pausing && !changed.isEmpty()) {
            publish();
            pausing = true;
            environment.scheduler().schedule(PAUSE, executor, () -> {
                pausing = false;
                publishSoon();
            });
        }
    }

    private void publish() {
        Iterator<Key> next = changed.iterator();
        for (int i = 0; i < MOST_AT_ONCE && next.hasNext(); i++) {
            Entry entry = entries.get(next.next());
            next.remove();
            if (entry != null) {
                events.publish(new Event.SyncStatusChanged(entry.status()));
            }
        }
    }
}
