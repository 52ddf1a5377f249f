package io.discret.testkit;

import io.discret.api.Base64Url;
import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Say what the definition of a room allows, read from stored rows with nothing but docs/protocol/30 §1 and §2 in mind.
 *
 * <p>It shares no code with the engine: where both disagree, one of them is wrong. Statements are ordered by (mdate, id),
 * as §15 B20 advises. Immutable.
 */
final class RoomOracle {
    private static final String ROOM = "0.0";
    private static final String AUTHORISATION = "0.1";
    private static final String EVERY_ENTITY = "*";

    private final Uid id;
    private final List<Statement> admins;
    private final List<Group> groups;

    private RoomOracle(Uid id, List<Statement> admins, List<Group> groups) {
        this.id = id;
        this.admins = admins;
        this.groups = groups;
    }

    /** A dated statement on a subject: a user, or an entity. */
    private record Statement(Node row, String subject, boolean first, boolean second) {
        String signer() {
            return Base64Url.encode(row.verifyingKey());
        }
    }

    private record Group(Node row, List<Statement> rights, List<Statement> users, List<Statement> userAdmins) {
        boolean has(String key, long date) {
            return enabled(users, key, date) || enabled(userAdmins, key, date);
        }

        /** R8. */
        boolean grants(String entity, boolean all, long date) {
            Statement right = at(rights, entity, date);
            if (right == null) {
                right = at(rights, EVERY_ENTITY, date);
            }
            // R1: who may change everything may change his own.
            return right != null && (right.second || !all && right.first);
        }
    }

    /** The rooms whose definitions are stored. */
    static Map<Uid, RoomOracle> rooms(MemoryTables tables) {
        Map<Uid, List<Edge>> edges = new HashMap<>();
        tables.edges.all().stream()
                .filter(edge ->
                        edge.srcEntity().equals(ROOM) || edge.srcEntity().equals(AUTHORISATION))
                .forEach(edge -> edges.computeIfAbsent(edge.src(), src -> new ArrayList<>())
                        .add(edge));
        Map<Uid, RoomOracle> rooms = new HashMap<>();
        for (MemoryTables.Row row : tables.nodes.all()) {
            if (row.node().entity().equals(ROOM)) {
                rooms.put(row.node().id(), read(tables, edges, row.node().id()));
            }
        }
        return rooms;
    }

    private static RoomOracle read(MemoryTables tables, Map<Uid, List<Edge>> edges, Uid id) {
        List<Group> groups = new ArrayList<>();
        for (Node row : reached(tables, edges, id, "33")) {
            groups.add(new Group(
                    row,
                    rights(reached(tables, edges, row.id(), "33")),
                    users(reached(tables, edges, row.id(), "34")),
                    users(reached(tables, edges, row.id(), "35"))));
        }
        return new RoomOracle(id, users(reached(tables, edges, id, "32")), groups);
    }

    private static List<Node> reached(MemoryTables tables, Map<Uid, List<Edge>> edges, Uid source, String label) {
        return edges.getOrDefault(source, List.of()).stream()
                .filter(edge -> edge.label().equals(label))
                .map(edge -> tables.nodes.get(edge.dest()))
                .filter(row -> row != null)
                .map(MemoryTables.Row::node)
                .sorted(Comparator.comparingLong(Node::mdate).thenComparing(Node::id))
                .toList();
    }

    private static List<Statement> users(List<Node> rows) {
        return rows.stream()
                .map(row -> new Statement(row, text(row, "32"), flag(row, "33", true), false))
                .toList();
    }

    private static List<Statement> rights(List<Node> rows) {
        return rows.stream()
                .map(row -> new Statement(row, text(row, "32"), flag(row, "33", false), flag(row, "34", false)))
                .toList();
    }

    Uid id() {
        return id;
    }

    /** Ids of the authorisations. */
    List<Uid> authorisations() {
        return groups.stream().map(group -> group.row.id()).toList();
    }

    /** R4. */
    boolean isAdmin(String key, long date) {
        return enabled(admins, key, date);
    }

    /** R7. */
    boolean isMember(String key, long date) {
        return isAdmin(key, date) || groups.stream().anyMatch(group -> group.has(key, date));
    }

    /** R9; {@code all} asks for rows of others. */
    boolean can(String key, String entity, long date, boolean all) {
        return groups.stream()
                .anyMatch(group -> (isAdmin(key, date) || group.has(key, date)) && group.grants(entity, all, date));
    }

    /**
     * Whether a user had a right to write own rows, and lost it for a while, before a date. Who knew only that much took
     * his rows out, even when the right was there again at their date.
     */
    boolean interrupted(String key, String entity, long until) {
        boolean had = false;
        for (long date : dates()) {
            boolean has = can(key, entity, date, false);
            if (date <= until && had && !has) {
                return true;
            }
            had |= has;
        }
        return false;
    }

    /** Of all statements, ascending. */
    private SortedSet<Long> dates() {
        SortedSet<Long> dates = new TreeSet<>();
        admins.forEach(one -> dates.add(one.row.mdate()));
        for (Group group : groups) {
            Stream.of(group.rights, group.users, group.userAdmins)
                    .flatMap(List::stream)
                    .forEach(one -> dates.add(one.row.mdate()));
        }
        return dates;
    }

    /** R10. */
    boolean hasUser(String key) {
        return admins.stream().anyMatch(one -> one.subject.equals(key))
                || groups.stream()
                        .anyMatch(group -> group.users.stream().anyMatch(one -> one.subject.equals(key))
                                || group.userAdmins.stream().anyMatch(one -> one.subject.equals(key)));
    }

    /**
     * What is said about administrators when the definitions of all are put together (docs/decisions/006): in the order of
     * dates, each statement whose signer was one by what was kept before. Those of the first date found the room.
     */
    static Set<String> administrators(Collection<RoomOracle> definitions) {
        Map<Uid, Statement> all = new HashMap<>();
        definitions.forEach(definition -> definition.admins.forEach(one -> all.put(one.row.id(), one)));
        List<Statement> kept = new ArrayList<>();
        all.values().stream()
                .sorted(Comparator.comparingLong((Statement one) -> one.row.mdate())
                        .thenComparing(one -> one.row.id()))
                .forEach(one -> {
                    boolean founding =
                            kept.isEmpty() || one.row.mdate() == kept.get(0).row.mdate();
                    if (founding || enabled(kept, one.signer(), one.row.mdate())) {
                        kept.add(one);
                    }
                });
        return described(kept);
    }

    /** What this definition says about administrators. */
    Set<String> administrators() {
        return described(admins);
    }

    private static Set<String> described(List<Statement> statements) {
        Set<String> all = new LinkedHashSet<>();
        statements.forEach(one -> all.add(describe(one)));
        return all;
    }

    /** Every statement with its content; two peers with equal texts hold the same definition. */
    Set<String> statements() {
        Set<String> all = new LinkedHashSet<>();
        admins.forEach(one -> all.add("admin " + describe(one)));
        for (Group group : groups) {
            all.add("authorisation " + group.row.id() + "@" + group.row.mdate());
            group.rights.forEach(one -> all.add("right " + describe(one)));
            group.users.forEach(one -> all.add("user " + describe(one)));
            group.userAdmins.forEach(one -> all.add("user admin " + describe(one)));
        }
        return all;
    }

    private static String describe(Statement one) {
        return one.row.id() + "@" + one.row.mdate() + " " + one.subject + " " + one.first + "/" + one.second + " by "
                + one.signer();
    }

    /** Statements whose signer could not make them at their date (docs/protocol/30 §3, the table). */
    List<String> unauthorised() {
        List<String> found = new ArrayList<>();
        admins.stream().filter(one -> !signedByAdmin(one.row)).forEach(one -> found.add("admin " + describe(one)));
        for (Group group : groups) {
            // The row grants nothing; the authorisation stays for what others say in it (docs/decisions/006).
            if (!signedByAdmin(group.row) && !signedByFormerAdmin(group.row)) {
                found.add("authorisation " + group.row.id() + "@" + group.row.mdate());
            }
            group.rights.stream()
                    .filter(one -> !signedByAdmin(one.row))
                    .forEach(one -> found.add("right " + describe(one)));
            group.userAdmins.stream()
                    .filter(one -> !signedByAdmin(one.row))
                    .forEach(one -> found.add("user admin " + describe(one)));
            group.users.stream()
                    .filter(one -> !signedByAdmin(one.row) && !enabled(group.userAdmins, one.signer(), one.row.mdate()))
                    .forEach(one -> found.add("user " + describe(one)));
        }
        return found;
    }

    private boolean signedByAdmin(Node row) {
        return isAdmin(Base64Url.encode(row.verifyingKey()), row.mdate());
    }

    private boolean signedByFormerAdmin(Node row) {
        String signer = Base64Url.encode(row.verifyingKey());
        return admins.stream()
                .anyMatch(one -> one.first && one.subject.equals(signer) && one.row.mdate() <= row.mdate());
    }

    private static boolean enabled(List<Statement> users, String key, long date) {
        Statement one = at(users, key, date);
        return one != null && one.first;
    }

    /** R3: the last whose date is not later. */
    private static @Nullable Statement at(List<Statement> all, String subject, long date) {
        Statement found = null;
        for (Statement one : all) {
            if (one.subject.equals(subject) && one.row.mdate() <= date) {
                found = one;
            }
        }
        return found;
    }

    private static String text(Node row, String member) {
        return member(row, member, "\"([^\"]*)\"");
    }

    private static boolean flag(Node row, String member, boolean absent) {
        String value = member(row, member, "(true|false)");
        return value.isEmpty() ? absent : value.equals("true");
    }

    /** Enough for what the rows of a simulation hold. */
    private static String member(Node row, String member, String value) {
        Matcher matcher =
                Pattern.compile("\"" + member + "\":\\s*" + value).matcher(row.json() == null ? "" : row.json());
        return matcher.find() ? matcher.group(1) : "";
    }
}
