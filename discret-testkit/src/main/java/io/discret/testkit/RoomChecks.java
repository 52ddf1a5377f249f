package io.discret.testkit;

import io.discret.api.Base64Url;
import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.KeyDerivation;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.RoomHistory.Acknowledged;
import io.discret.testkit.RoomHistory.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Find what is wrong with what the peers of a {@link RoomSimulation} hold after everything was healed: members of a room
 * hold the same definition and the same rows, nobody holds what a room forbids, nothing acknowledged is lost.
 */
final class RoomChecks {
    private final List<RoomState> states;
    private final RoomHistory history;
    private final long now;
    private final Map<Uid, RoomOracle> agreed = new HashMap<>();
    private final RoomVerdicts verdicts;
    private final List<String> complaints = new ArrayList<>();

    /** @param now ms since 1970, after every date in the rows */
    RoomChecks(List<SimulatedPerson> people, RoomHistory history, long now) {
        this.history = history;
        this.now = now;
        states = people.stream()
                .flatMap(person -> person.devices().stream().map(device -> new RoomState(person, device)))
                .toList();
        for (Uid room : history.rooms()) {
            RoomOracle definition = mostHeld(room);
            if (definition != null) {
                agreed.put(room, definition);
            }
        }
        verdicts = new RoomVerdicts(agreed, people, history);
    }

    /** What keeps the peers from being equal; empty = they are. */
    List<String> differences() {
        complaints.clear();
        history.rooms().forEach(this::definitions);
        Set<Uid> rooms = new HashSet<>(history.rooms());
        states.forEach(state -> rooms.add(state.person().privateRoom()));
        for (Uid room : rooms) {
            List<RoomState> members = states.stream()
                    .filter(state -> verdicts.member(room, state.person(), now))
                    .toList();
            for (int i = 1; i < members.size(); i++) {
                rows(room, members.get(0), members.get(i));
                deletions(room, members.get(0), members.get(i));
                edges(room, members.get(0), members.get(i));
            }
        }
        states.forEach(this::forbidden);
        return List.copyOf(complaints);
    }

    /** What is wrong with the state they agreed on. */
    List<String> wrongs(KeyDerivation hashes) {
        complaints.clear();
        agreed.forEach((room, definition) -> definition
                .unauthorised()
                .forEach(one -> complaints.add("the definition of " + room + " holds what nobody may add: " + one)));
        history.acknowledged().forEach(this::lost);
        for (RoomState state : states) {
            new SimulatedState(state.tables(), node -> false)
                    .digestsThatDoNotFollow(hashes)
                    .forEach(line -> complaints.add(state.name() + ": " + line));
        }
        return List.copyOf(complaints);
    }

    /** Rows about which nobody can say whose version is right. */
    long contested() {
        return history.rows().stream().filter(verdicts::contested).count();
    }

    /**
     * Devices that were away too long may hold an old definition; most hold the one all agreed on. Who is no member by his
     * own definition has no say: it may be what a disabled administrator told him, and nobody else tells him anything. Nor
     * has who knows other administrators than follow from what all say together: a disabled one added him apart, so that he
     * is a member by his own definition only and stays so (docs/decisions/006).
     */
    private @Nullable RoomOracle mostHeld(Uid room) {
        List<RoomOracle> known = states.stream()
                .map(state -> state.rooms().get(room))
                .filter(Objects::nonNull)
                .toList();
        Set<String> administrators = RoomOracle.administrators(known);
        List<RoomOracle> held = states.stream()
                .filter(state -> state.rooms().containsKey(room)
                        && state.rooms().get(room).isMember(state.person().key(), now))
                .map(state -> state.rooms().get(room))
                .toList();
        Map<Set<String>, Long> holders =
                held.stream().collect(Collectors.groupingBy(RoomOracle::statements, Collectors.counting()));
        return held.stream()
                .max(Comparator.comparing((RoomOracle definition) ->
                                definition.administrators().equals(administrators))
                        .thenComparing(definition -> holders.getOrDefault(definition.statements(), 0L))
                        .thenComparing(definition -> definition.statements().size()))
                .orElse(null);
    }

    private void definitions(Uid room) {
        RoomOracle definition = agreed.get(room);
        if (definition == null) {
            return;
        }
        for (RoomState state : states) {
            if (definition.isMember(state.person().key(), now)) {
                RoomOracle own = state.rooms().get(room);
                if (own == null) {
                    complaints.add(state.name() + " does not know the room " + room + " it is a member of");
                } else if (!own.statements().equals(definition.statements())) {
                    complaints.add(state.name() + " holds another definition of " + room + ": only there "
                            + minus(own.statements(), definition.statements()) + ", missing "
                            + minus(definition.statements(), own.statements()));
                }
            }
        }
    }

    private void rows(Uid room, RoomState one, RoomState other) {
        Set<Uid> ids = new HashSet<>();
        List.of(one, other).forEach(state -> state.rows().values().stream()
                .filter(row -> room.equals(row.room()))
                .forEach(row -> ids.add(row.id())));
        for (Uid id : ids) {
            Version mine = one.rows().get(id);
            Version theirs = other.rows().get(id);
            boolean fine = Objects.equals(mine, theirs)
                    || verdicts.contested(id)
                    || deletedElsewhere(mine, theirs, room)
                    || movedOutOfSight(mine, theirs, room, one, other)
                    || movedOutOfSight(theirs, mine, room, other, one);
            if (!fine) {
                complaints.add("row " + id + " of room " + room + " is " + version(mine) + " on " + one.name() + " and "
                        + version(theirs) + " on " + other.name());
            }
        }
    }

    /** Whether the row went to a room that only one of them is in, or lies in one where its holder learns nothing new. */
    private boolean movedOutOfSight(
            @Nullable Version here, @Nullable Version moved, Uid room, RoomState stays, RoomState goes) {
        if (here == null
                || moved == null
                || moved.room() == null
                || moved.room().equals(room)) {
            return false;
        }
        return !verdicts.member(moved.room(), goes.person(), now)
                || moved.compareTo(here) > 0 && !verdicts.member(moved.room(), stays.person(), now);
    }

    /**
     * Whether one of them followed the row to another room, where it was deleted. Who is only in the old room keeps the
     * version before; the others may take it back from him whenever they compare that day again.
     */
    private boolean deletedElsewhere(@Nullable Version mine, @Nullable Version theirs, Uid room) {
        Version left = mine == null ? theirs : mine;
        return left != null
                && (mine == null || theirs == null)
                && history.versions(left.id()).stream()
                        .filter(later -> !room.equals(later.room()) && later.compareTo(left) > 0)
                        .anyMatch(later -> history.deletions(left.id()).stream()
                                .anyMatch(entry -> entry.roomId().equals(later.room())
                                        && entry.mdate() >= later.mdate()
                                        && verdicts.allowed(entry)));
    }

    private void deletions(Uid room, RoomState one, RoomState other) {
        Set<NodeDeletion> mine = one.deletions(room);
        Set<NodeDeletion> theirs = other.deletions(room);
        Set<NodeDeletion> differing = new HashSet<>(minus(mine, theirs));
        differing.addAll(minus(theirs, mine));
        differing.stream()
                .filter(entry -> !verdicts.contested(entry.id()))
                .forEach(entry -> complaints.add("the deletion of " + entry.id() + " in room " + room + " at "
                        + entry.deletionDate() + " is only on "
                        + (mine.contains(entry) ? one.name() : other.name()) + " and not on "
                        + (mine.contains(entry) ? other.name() : one.name())));
    }

    private void edges(Uid room, RoomState one, RoomState other) {
        Set<Edge> mine = one.edges();
        Set<Edge> theirs = other.edges();
        Set<Edge> differing = new HashSet<>(minus(mine, theirs));
        differing.addAll(minus(theirs, mine));
        for (Edge edge : differing) {
            Version source = one.rows().get(edge.src());
            boolean expected = source != null
                    && room.equals(source.room())
                    && source.equals(other.rows().get(edge.src()))
                    && one.rows().containsKey(edge.dest())
                    && other.rows().containsKey(edge.dest())
                    && !history.inOneMillisecond(source)
                    && history.deletions(edge.dest()).isEmpty()
                    && history.deletions(edge.src()).isEmpty();
            if (expected) {
                complaints.add("the relation " + edge.src() + " " + edge.label() + " " + edge.dest()
                        + " is not the same on " + one.name() + " and " + other.name());
            }
        }
    }

    /** Whatever definition a peer holds, what it holds of the room must fit to it. */
    private void forbidden(RoomState state) {
        for (Version row : state.rows().values()) {
            Uid room = row.room();
            if (room != null && !room.equals(state.person().privateRoom())) {
                RoomOracle definition = state.rooms().get(room);
                if (definition == null || !definition.hasUser(state.person().key())) {
                    complaints.add(state.name() + " holds row " + row.id() + " of room " + room + " it is no user of");
                } else if (!definition.can(row.author(), SimulatedModel.fullName(row.entity()), row.mdate(), false)) {
                    complaints.add(state.name() + " holds row " + row.id() + "@" + row.mdate() + " that room " + room
                            + " forbids");
                }
            }
        }
        for (Edge edge : state.edges()) {
            Version source = state.rows().get(edge.src());
            Uid room = source == null ? null : source.room();
            RoomOracle definition = room == null ? null : state.rooms().get(room);
            if (definition != null
                    && !definition.can(
                            Base64Url.encode(edge.verifyingKey()),
                            SimulatedModel.fullName(edge.srcEntity()),
                            edge.cdate(),
                            false)) {
                complaints.add(
                        state.name() + " holds a relation of row " + edge.src() + " that room " + room + " forbids");
            }
        }
    }

    private void lost(Acknowledged one) {
        Version written = one.version();
        Uid room = written.room();
        if (room == null
                || verdicts.contested(written.id())
                || verdicts.withForbidden(written.id())
                || verdicts.interrupted(written)) {
            return;
        }
        if (history.isTakenBack(one) && !isHeldBy(one.device(), written)) {
            // An administrator who had been disabled forbade it before all knew, and nobody keeps what he forbade.
            return;
        }
        boolean moved = history.versions(written.id()).stream()
                .anyMatch(version -> !room.equals(version.room()) && version.compareTo(written) > 0);
        boolean deleted = history.deletions(written.id()).stream()
                .anyMatch(entry -> !entry.roomId().equals(room) || entry.mdate() >= written.mdate());
        for (RoomState state : states) {
            Version held = state.rows().get(written.id());
            boolean kept = held != null && held.compareTo(written) >= 0;
            if (!moved && !deleted && !kept && verdicts.member(room, state.person(), now)) {
                complaints.add("row " + written.id() + "@" + written.mdate() + ", acknowledged on " + one.device()
                        + ", is " + version(held) + " on " + state.name());
            }
        }
    }

    private boolean isHeldBy(String device, Version written) {
        return states.stream()
                .filter(state -> state.name().equals(device))
                .map(state -> state.rows().get(written.id()))
                .anyMatch(held -> held != null && held.compareTo(written) >= 0);
    }

    private static String version(@Nullable Version version) {
        return version == null ? "absent" : version.mdate() + " in " + version.room();
    }

    private static <T> Set<T> minus(Set<T> some, Set<T> others) {
        Set<T> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }
}
