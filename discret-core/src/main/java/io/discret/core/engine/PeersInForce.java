package io.discret.core.engine;

import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.identity.Identity;
import io.discret.core.net.Network;
import io.discret.core.net.TokenTable;
import io.discret.core.net.TokenTables;
import io.discret.core.peers.Devices;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.Discovery;
import io.discret.spi.KeyDerivation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final Database database;
    private final Identity identity;
    private final KeyDerivation derivation;
    private final Connected connected;
    private final Supplier<Network> network;
    private @Nullable List<Discovery> waiting;
    private Set<Uid> allowedDevices = Set.of();
    private boolean started;
    private boolean stopped;
    private boolean reading;
    private boolean overtaken;

    /**
     * What is in force.
     *
     * @param devices what the user decided about his devices
     */
    record State(TokenTable tokens, Devices devices) {}

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
            Supplier<Network> network) {
        this.database = database;
        this.identity = identity;
        this.derivation = derivation;
        this.connected = connected;
        this.network = network;
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
        database.read(store -> new State(TokenTables.read(store, identity, derivation), Devices.read(store, room)))
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
    }
}
