package io.discret.testkit;

import io.discret.api.Discret;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Do what the users of a {@link RoomSimulation} do: make rooms, grant and revoke, write, move, relate and delete rows.
 * What a user asks for is random and often not allowed; the engine decides.
 */
final class RoomActions {
    /** What an application must expect: it may not, the row is not here (yet, or any more), or the store failed. */
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(
            ErrorCode.NOT_AUTHORISED,
            ErrorCode.UNKNOWN_ROOM,
            ErrorCode.UNKNOWN_ID,
            ErrorCode.UNKNOWN_ENTITY,
            ErrorCode.NOT_IN_ROOM,
            ErrorCode.USER_DATE_ORDER,
            ErrorCode.RIGHT_DATE_ORDER,
            ErrorCode.CLOSED,
            ErrorCode.STORAGE,
            ErrorCode.DISK_FULL);

    private final List<SimulatedPerson> people;
    private final RoomHistory history;
    private final int mostRooms;
    private final BiConsumer<SimulatedDevice, String> note;
    private final SimulatedCalls calls = new SimulatedCalls(EXPECTED);
    private int texts;

    RoomActions(
            List<SimulatedPerson> people,
            RoomHistory history,
            int mostRooms,
            BiConsumer<SimulatedDevice, String> note) {
        this.people = people;
        this.history = history;
        this.mostRooms = mostRooms;
        this.note = note;
    }

    /** Who does something, where, and by which luck. */
    private record Turn(SimulatedPerson person, SimulatedDevice device, Discret engine, SplittableRandom random) {}

    /** Fail when a call failed as it should not. */
    void check() {
        calls.check();
    }

    int underWay() {
        return calls.underWay();
    }

    /** Do something about rooms or rows. */
    void act(SimulatedPerson person, SimulatedDevice device, Discret engine, SplittableRandom random) {
        Turn turn = new Turn(person, device, engine, random);
        int dice = random.nextInt(100);
        Uid row = anyRow(turn);
        if (history.rooms().isEmpty() || dice < 8 && history.rooms().size() < mostRooms) {
            createRoom(turn);
        } else if (dice < 30) {
            changeRoom(turn);
        } else if (row == null || dice < 52) {
            createRow(turn);
        } else if (dice < 72) {
            mutate(turn, "changes " + row, row, "text: \"" + text() + "\"");
        } else if (dice < 80) {
            Uid room = anyRoom(turn, entityOf(row));
            mutate(turn, "moves " + row + " to " + room, row, "room_id: \"" + room + "\" text: \"" + text() + "\"");
        } else if (dice < 87) {
            link(turn, row);
        } else {
            note.accept(device, "deletes " + row);
            String entity = entityOf(row);
            calls.follow(
                    device,
                    engine.async().delete("delete { " + entity + " { $id } }", Parameters.of("id", row.toString())),
                    nothing -> {});
        }
    }

    private void createRoom(Turn turn) {
        String text = "mutate { r: sys.Room { admin: [" + admins(turn) + "] authorisations: [" + authorisation(turn)
                + "] } }";
        note.accept(turn.device, "makes a room");
        calls.follow(turn.device, turn.engine.async().mutate(text, Parameters.create()), result -> {
            history.room(Uid.parse(result.id("r")));
            note.accept(turn.device, "has made the room " + result.id("r"));
        });
    }

    /** The maker of the room, and often others: only several administrators can contradict each other. */
    private String admins(Turn turn) {
        StringJoiner admins = new StringJoiner(", ").add(user(turn.person, true));
        people.stream()
                .filter(person -> !person.equals(turn.person) && turn.random.nextInt(3) == 0)
                .forEach(person -> admins.add(user(person, true)));
        return admins.toString();
    }

    private void changeRoom(Turn turn) {
        Map<Uid, RoomOracle> rooms = RoomOracle.rooms(turn.device.committed().orElseThrow());
        long now = turn.device.machine().clock().millis();
        List<RoomOracle> own = history.rooms().stream()
                .filter(rooms::containsKey)
                .map(rooms::get)
                .filter(room -> room.isAdmin(turn.person.key(), now) || turn.random.nextInt(10) == 0)
                .toList();
        if (own.isEmpty()) {
            createRow(turn);
            return;
        }
        RoomOracle room = own.get(turn.random.nextInt(own.size()));
        changeRoom(turn, room.id(), change(turn, room));
    }

    private void changeRoom(Turn turn, Uid room, String change) {
        note.accept(turn.device, "changes the room " + room + " " + change);
        calls.follow(
                turn.device,
                turn.engine
                        .async()
                        .mutate("mutate { sys.Room { id: \"" + room + "\" " + change + " } }", Parameters.create()),
                result -> {});
    }

    /** An administrator, cut off just before, changes a room while another one disables him. */
    void quarrel(
            SimulatedPerson person, SimulatedDevice device, Discret engine, SplittableRandom random, Runnable pause) {
        Turn turn = new Turn(person, device, engine, random);
        for (RoomOracle room : administered(turn)) {
            for (SimulatedPerson other : people) {
                Turn opponent = opponent(other, random);
                if (!other.equals(person)
                        && opponent != null
                        && administered(opponent).stream()
                                .anyMatch(one -> one.id().equals(room.id()))) {
                    changeRoom(opponent, room.id(), "admin: [" + user(person, false) + "]");
                    pause.run();
                    changeRoom(turn, room.id(), change(turn, room));
                    return;
                }
            }
        }
        act(person, device, engine, random);
    }

    private static @Nullable Turn opponent(SimulatedPerson person, SplittableRandom random) {
        SimulatedDevice device = person.devices().get(0);
        Discret engine = device.engine();
        return engine == null ? null : new Turn(person, device, engine, random);
    }

    /** The rooms the user may change, as far as the device knows. */
    private List<RoomOracle> administered(Turn turn) {
        Map<Uid, RoomOracle> rooms = RoomOracle.rooms(turn.device.committed().orElseThrow());
        long now = turn.device.machine().clock().millis();
        return history.rooms().stream()
                .filter(rooms::containsKey)
                .map(rooms::get)
                .filter(room -> room.isAdmin(turn.person.key(), now))
                .toList();
    }

    private String change(Turn turn, RoomOracle room) {
        int dice = turn.random.nextInt(100);
        List<Uid> authorisations = room.authorisations();
        if (dice < 25) {
            return "admin: [" + user(anybody(turn), turn.random.nextInt(2) > 0) + "]";
        }
        if (dice < 35 || authorisations.isEmpty()) {
            return "authorisations: [" + authorisation(turn) + "]";
        }
        Uid authorisation = authorisations.get(turn.random.nextInt(authorisations.size()));
        String part;
        if (dice < 68) {
            part = "users: [" + user(anybody(turn), turn.random.nextInt(5) > 1) + "]";
        } else if (dice < 78) {
            part = "user_admin: [" + user(anybody(turn), turn.random.nextInt(4) > 0) + "]";
        } else if (dice < 95) {
            part = "rights: [" + right(turn) + "]";
        } else {
            part = "name: \"n" + texts++ + "\"";
        }
        return "authorisations: [{ id: \"" + authorisation + "\" " + part + " }]";
    }

    private String authorisation(Turn turn) {
        StringJoiner users = new StringJoiner(", ");
        for (SimulatedPerson person : people) {
            if (turn.random.nextInt(3) > 0) {
                users.add(user(person, true));
            }
        }
        String listed = users.length() == 0 ? "" : " users: [" + users + "]";
        String second = turn.random.nextInt(3) == 0 ? ", " + right(turn) : "";
        return "{ name: \"n" + texts++ + "\" rights: [" + right(turn) + second + "]" + listed + " }";
    }

    private String right(Turn turn) {
        int dice = turn.random.nextInt(10);
        String subject = SimulatedModel.SUBJECTS.get(turn.random.nextInt(SimulatedModel.SUBJECTS.size()));
        return "{ entity: \"" + subject + "\" mutate_self: " + (dice > 1) + " mutate_all: " + (dice > 3) + " }";
    }

    private static String user(SimulatedPerson person, boolean enabled) {
        return "{ verif_key: \"" + person.key() + "\" enabled: " + enabled + " }";
    }

    private void createRow(Turn turn) {
        String entity = turn.random.nextInt(3) == 0 ? SimulatedModel.TASK : SimulatedModel.NOTE;
        Uid room = anyRoom(turn, entity);
        String text = text();
        note.accept(turn.device, "writes the " + entity + " " + text + " in " + room);
        calls.follow(
                turn.device,
                turn.engine
                        .async()
                        .mutate(
                                "mutate { p: " + entity + " { room_id: \"" + room + "\" text: \"" + text + "\" } }",
                                Parameters.create()),
                result -> history.acknowledged(Uid.parse(result.id("p")), turn.device));
    }

    private void mutate(Turn turn, String told, Uid row, String change) {
        note.accept(turn.device, told);
        calls.follow(
                turn.device,
                turn.engine
                        .async()
                        .mutate(
                                "mutate { p: " + entityOf(row) + " { id: \"" + row + "\" " + change + " } }",
                                Parameters.create()),
                result -> history.acknowledged(row, turn.device));
    }

    private void link(Turn turn, Uid row) {
        Uid other = anyRow(turn);
        if (other == null
                || !entityOf(row).equals(SimulatedModel.NOTE)
                || !entityOf(other).equals(SimulatedModel.NOTE)) {
            createRow(turn);
        } else if (turn.random.nextInt(3) > 0) {
            mutate(turn, "relates " + row + " to " + other, row, "links: [{ id: \"" + other + "\" }]");
        } else {
            note.accept(turn.device, "parts " + row + " from " + other);
            calls.follow(
                    turn.device,
                    turn.engine
                            .async()
                            .delete(
                                    "delete { sim.Note { $id links[$other] } }",
                                    Parameters.of("id", row.toString(), "other", other.toString())),
                    nothing -> {});
        }
    }

    private SimulatedPerson anybody(Turn turn) {
        return people.get(turn.random.nextInt(people.size()));
    }

    /** Mostly a room in which the user may write, as far as the device knows. */
    private Uid anyRoom(Turn turn, String entity) {
        List<Uid> all = history.rooms();
        if (all.isEmpty() || turn.random.nextInt(20) == 0) {
            return turn.person.privateRoom();
        }
        if (turn.random.nextInt(6) > 0) {
            long now = turn.device.machine().clock().millis();
            Map<Uid, RoomOracle> rooms =
                    RoomOracle.rooms(turn.device.committed().orElseThrow());
            List<Uid> open = all.stream()
                    .filter(id -> rooms.containsKey(id) && rooms.get(id).can(turn.person.key(), entity, now, false))
                    .toList();
            if (!open.isEmpty()) {
                return open.get(turn.random.nextInt(open.size()));
            }
        }
        return all.get(turn.random.nextInt(all.size()));
    }

    /** Mostly a row the device has, now and then one it may not know. */
    private @Nullable Uid anyRow(Turn turn) {
        List<Uid> ids = history.rows();
        for (int i = 0; i < 8 && !ids.isEmpty(); i++) {
            Uid id = ids.get(turn.random.nextInt(ids.size()));
            if (turn.device.has(id) || i == 7) {
                return id;
            }
        }
        return null;
    }

    private String entityOf(Uid row) {
        return SimulatedModel.fullName(history.versions(row).iterator().next().entity());
    }

    private String text() {
        return "w" + texts++;
    }
}
