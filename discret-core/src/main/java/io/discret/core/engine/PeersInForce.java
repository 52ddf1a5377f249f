package io.discret.core.engine;

import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.identity.Identity;
import io.discret.core.net.Network;
import io.discret.core.net.TokenTable;
import io.discret.core.net.TokenTables;
import io.discret.core.peers.Devices;
import io.discret.core.peers.InviteEnds;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.Discovery;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Take into force what the rows of the private room say about peers, invites and devices, whenever one changes, whoever
 * changed it (docs/protocol/31 P8). Used by the serial executor of the engine only.
 *
 * <p>One read at a time, and only the result of one that no change overtook counts: an old snapshot would close the
 * connection of a peer that was just let in.
 */
final class PeersInForce {
    /** A clock that is set right meanwhile must not keep an invite open for longer. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Database database;
    private final Identity identity;
    private final KeyDerivation derivation;
    private final Connected connected;
    private final Supplier<Network> network;
    private final Expiry expiry;
    private @Nullable List<Discovery> waiting;
    private Set<Uid> allowedDevices = Set.of();
    private Set<Uid> removed = Set.of();
    private long wakeAt;
    private boolean started;
    private boolean stopped;
    private boolean reading;
    private boolean overtaken;

    /**
     * What is in force.
     *
     * @param devices what the user decided about his devices
     * @param over rows of invites that are over
     * @param nextEnd of an invite, ms since 1970
     */
    record State(TokenTable tokens, Devices devices, Set<Uid> over, OptionalLong nextEnd) {}

    /**
     * What it takes to end invites in time.
     *
     * @param engine the serial executor
     * @param remove takes out of the store those that are over
     */
    record Expiry(Environment environment, Executor engine, Runnable remove) {
        long now() {
            return environment.clock().millis();
        }
    }

    /**
     * Make one.
     *
     * @param database completes on the executor of the engine
     * @param network made after this
     */
    PeersInForce(
            Database database,
            Identity identity,
            KeyDerivation derivation,
            Connected connected,
            Supplier<Network> network,
            Expiry expiry) {
        this.database = database;
        this.identity = identity;
        this.derivation = derivation;
        this.connected = connected;
        this.network = network;
        this.expiry = expiry;
    }

    /** Begin to announce and to accept, with what is stored. */
    void start(List<Discovery> discoveries) {
        waiting = discoveries;
        refresh();
    }

    /** Change nothing any more. */
    void stop() {
        stopped = true;
    }

    /** Look at a commit. */
    void committed(Collection<String> entitiesOfPrivateRoom) {
        Set<String> relevant = new HashSet<>(TokenTables.ENTITIES);
        relevant.add(SystemEntity.ALLOWED_HARDWARE);
        relevant.retainAll(entitiesOfPrivateRoom);
        if (!relevant.isEmpty()) {
            refresh();
        }
    }

    /** Read again. */
    void refresh() {
        if (reading) {
            overtaken = true;
            return;
        }
        reading = true;
        overtaken = false;
        Uid room = identity.privateRoom();
        database.read(store -> {
                    long now = expiry.now();
                    Set<Uid> over = InviteEnds.over(store, room, now);
                    return new State(
                            TokenTables.read(store, identity, derivation, over),
                            Devices.read(store, room),
                            over,
                            InviteEnds.next(InviteEnds.read(store), now));
                })
                .whenComplete((state, failure) -> {
                    reading = false;
                    if (overtaken) {
                        refresh();
                    } else if (failure == null && !stopped) {
                        use(state);
                    }
                });
    }

    private void use(State state) {
        List<Discovery> discoveries = waiting;
        if (discoveries != null) {
            waiting = null;
            started = true;
            network.get().start(discoveries, state.tokens());
        } else if (started) {
            network.get().tokens(state.tokens());
            connected.enforce(state);
            if (!allowedDevices.containsAll(state.devices().allowed())) {
                network.get().announce(); // the device that waited hears of it and comes
            }
        }
        allowedDevices = state.devices().allowed();
        expire(state);
    }

    /** Rows of invites that are over stay until the next look when the engine ends or the store fails; none is used. */
    private void expire(State state) {
        if (!removed.containsAll(state.over())) {
            removed = state.over();
            expiry.remove().run();
        }
        state.nextEnd().ifPresent(end -> {
            if (end != wakeAt) {
                wakeAt = end;
                long wait = Math.max(0, Math.min(end - expiry.now(), LONGEST_WAIT.toMillis()));
                expiry.environment().scheduler().schedule(Duration.ofMillis(wait), expiry.engine(), () -> {
                    wakeAt = 0;
                    refresh();
                });
            }
        });
    }
}
