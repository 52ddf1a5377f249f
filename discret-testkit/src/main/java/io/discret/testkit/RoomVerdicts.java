package io.discret.testkit;

import io.discret.api.Base64Url;
import io.discret.api.Uid;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.RoomHistory.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judge what happened to the rows of a {@link RoomSimulation} by the definitions that all agreed on in the end.
 *
 * <p>A row is contested when somebody who may write only his own rows replaced or deleted a version of somebody else.
 * The rule of docs/protocol/30 V5 looks at the version that is stored: whoever holds the other one refuses him, whoever
 * holds none cannot know. It happens to honest users, when a right ends while they are apart or when an owner and somebody
 * who may change everything write at the same time, and no order of versions can settle it without letting others take
 * rows over. Such rows are left out where equality is demanded.
 */
final class RoomVerdicts {
    private final Map<Uid, RoomOracle> rooms;
    private final Map<Uid, String> privateRooms = new HashMap<>();
    private final RoomHistory history;
    private final Set<Uid> contested = new HashSet<>();
    private final Set<Uid> withForbidden = new HashSet<>();

    RoomVerdicts(Map<Uid, RoomOracle> rooms, List<SimulatedPerson> people, RoomHistory history) {
        this.rooms = rooms;
        this.history = history;
        people.forEach(person -> privateRooms.put(person.privateRoom(), person.key()));
        history.rows().forEach(this::judge);
    }

    /** Whether nobody can say whose version is right. */
    boolean contested(Uid id) {
        return contested.contains(id);
    }

    /** Whether somebody did something to the row that he may not, as it turned out. */
    boolean withForbidden(Uid id) {
        return withForbidden.contains(id);
    }

    /** Whether a version is allowed by itself: its author could write own rows. */
    boolean allowed(Version version) {
        return can(version.author(), version.room(), version.entity(), version.mdate(), false);
    }

    /** Whether the author could not write for a while before, so that the version may have been taken out meanwhile. */
    boolean interrupted(Version version) {
        RoomOracle definition = version.room() == null ? null : rooms.get(version.room());
        return definition != null
                && definition.interrupted(version.author(), SimulatedModel.fullName(version.entity()), version.mdate());
    }

    boolean member(Uid room, SimulatedPerson person, long now) {
        String owner = privateRooms.get(room);
        RoomOracle definition = rooms.get(room);
        return owner != null
                ? owner.equals(person.key())
                : definition != null && definition.isMember(person.key(), now);
    }

    private void judge(Uid id) {
        Set<Version> versions = history.versions(id);
        for (Version one : versions) {
            if (!allowed(one)) {
                withForbidden.add(id);
                continue;
            }
            for (Version other : versions) {
                if (allowed(other) && other.compareTo(one) > 0 && !mayReplace(other, one)) {
                    contested.add(id);
                }
            }
        }
        for (NodeDeletion entry : history.deletions(id)) {
            if (!allowed(entry)) {
                withForbidden.add(id);
            } else if (versions.stream().anyMatch(version -> contests(entry, version))) {
                contested.add(id);
            }
        }
    }

    private boolean mayReplace(Version later, Version earlier) {
        boolean all = !later.author().equals(earlier.author());
        return can(later.author(), later.room(), later.entity(), later.mdate(), all)
                && can(later.author(), earlier.room(), earlier.entity(), later.mdate(), all);
    }

    boolean allowed(NodeDeletion entry) {
        return can(Base64Url.encode(entry.verifyingKey()), entry.roomId(), entry.entity(), entry.deletionDate(), false);
    }

    private boolean contests(NodeDeletion entry, Version version) {
        String author = Base64Url.encode(entry.verifyingKey());
        return allowed(version)
                && version.mdate() <= entry.mdate()
                && !version.author().equals(author)
                && !can(author, entry.roomId(), entry.entity(), entry.deletionDate(), true);
    }

    private boolean can(String author, @Nullable Uid room, String entity, long date, boolean all) {
        if (room == null) {
            return true;
        }
        String owner = privateRooms.get(room);
        if (owner != null) {
            return owner.equals(author) && !all;
        }
        RoomOracle definition = rooms.get(room);
        return definition != null && definition.can(author, SimulatedModel.fullName(entity), date, all);
    }
}
