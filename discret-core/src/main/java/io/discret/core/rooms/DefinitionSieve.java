package io.discret.core.rooms;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keep of the parts of a definition, put together from several peers, what their signers could say (docs/protocol/30 §9,
 * docs/decisions/005).
 *
 * <p>Administrators who are apart go on to change a room after another one has disabled them. What they said since has no
 * effect and is left out wherever the disabling is known, so that all come to the same definition, in whatever order they
 * meet. A statement whose signer never was an administrator refuses the whole definition. Used by one thread, once.
 */
final class DefinitionSieve {
    /** Of one date the own one, which is the first, stays. */
    private static final Comparator<Node> VERSIONS = Comparator.comparingLong(Node::mdate);

    private final RoomNode parts;
    private final Map<Uid, List<Node>> authorisationRows;
    private final Set<Node> before;
    private final RoomBuilder working;
    private final Map<VerifyingKey, Long> everAdmins = new HashMap<>();

    /**
     * Take the parts.
     *
     * @param authorisationRows the versions there are of the row of each authorisation
     * @param before rows that were accepted once; the statements that made the first administrators are among them
     */
    DefinitionSieve(RoomNode parts, Map<Uid, List<Node>> authorisationRows, Set<Node> before) {
        this.parts = parts;
        this.authorisationRows = authorisationRows;
        this.before = before;
        working = new RoomBuilder(parts.node().id(), parts.node().mdate());
    }

    RoomNode keep() {
        List<Node> admins = admins();
        List<AuthorisationNode> authorisations = new ArrayList<>();
        for (AuthorisationNode part : parts.authNodes()) {
            authorisation(part).ifPresent(authorisations::add);
        }
        List<Node> rows = authorisations.stream().map(AuthorisationNode::node).toList();
        return new RoomNode(
                parts.node(),
                parts.lastModified(),
                edgesTo(admins, parts.adminEdges()),
                admins,
                edgesTo(rows, parts.authEdges()),
                authorisations);
    }

    /**
     * Those whose signer was an administrator before, and is not disabled in the same ms.
     *
     * <p>Of administrators who disable each other in one ms, one statement stays, and it is the same one for all. If none
     * did, a peer that knows both would have nothing left to tell to one that knows either.
     */
    private List<Node> admins() {
        List<Node> inTime = DefinitionEntry.inTime(parts.adminNodes());
        List<Node> founding = founding(inTime);
        Set<Node> left = new HashSet<>(inTime);
        List<Node> kept;
        boolean settled;
        do {
            kept = new ArrayList<>();
            RoomBuilder room = new RoomBuilder(parts.node().id(), 0);
            for (Node row : inTime) {
                boolean may = founding.contains(row) || room.isAdmin(DefinitionEntry.signer(row), row.mdate() - 1);
                if (left.contains(row) && may) {
                    RoomDefinition.admin(room, row);
                    kept.add(row);
                }
            }
            List<Node> undone = kept.stream()
                    .filter(row -> !room.isAdmin(DefinitionEntry.signer(row), row.mdate()))
                    .toList();
            RoomAdmission.require(undone.stream().noneMatch(founding::contains));
            settled = undone.isEmpty();
            left.removeAll(withoutEffect(undone));
        } while (!settled);
        kept.forEach(row -> RoomDefinition.admin(working, row));
        noteAdmins(kept);
        noteAdminsOfOthers(inTime);
        requireKnownSigners(inTime, kept, row -> wasAdmin(row) && !disablesHimself(row));
        return kept;
    }

    /**
     * Of statements whose signers are disabled in the same ms, the ones to leave out before looking at the rest again: what
     * one of them disables decides on the others, and an earlier ms on a later one.
     */
    private static List<Node> withoutEffect(List<Node> undone) {
        List<Node> first = undone.stream()
                .filter(row -> row.mdate() == undone.get(0).mdate())
                .toList();
        return first.stream()
                .filter(row -> !DefinitionEntry.user(row).entry().enabled())
                .max(Comparator.comparing(Node::id))
                .map(List::of)
                .orElse(first);
    }

    /** The first statements, of one signer who is among them; of a room that is known nobody else can make them. */
    private List<Node> founding(List<Node> inTime) {
        List<Node> known = inTime.stream().filter(row -> before.contains(row)).toList();
        List<Node> candidates = known.isEmpty() ? inTime : known;
        if (candidates.isEmpty()) {
            return List.of();
        }
        Node first = candidates.get(0);
        List<Node> together =
                inTime.stream().filter(row -> row.mdate() == first.mdate()).toList();
        if (known.isEmpty()) {
            RoomAdmission.require(together.stream()
                    .allMatch(row -> DefinitionEntry.signer(row).equals(DefinitionEntry.signer(first))));
        }
        return together.stream()
                .filter(row -> DefinitionEntry.signer(row).equals(DefinitionEntry.signer(first)))
                .toList();
    }

    private void noteAdmins(List<Node> rows) {
        for (Node row : rows) {
            DefinitionEntry.User user = DefinitionEntry.user(row);
            if (user.entry().enabled()) {
                user.key().ifPresent(key -> everAdmins.merge(key, row.mdate(), Math::min));
            }
        }
    }

    /** Who was made an administrator by one who had been disabled meanwhile did not know either. */
    private void noteAdminsOfOthers(List<Node> inTime) {
        int size;
        do {
            size = everAdmins.size();
            noteAdmins(inTime.stream().filter(this::wasAdmin).toList());
        } while (everAdmins.size() > size);
    }

    private boolean wasAdmin(Node row) {
        Long since = everAdmins.get(DefinitionEntry.signer(row));
        return since != null && since <= row.mdate();
    }

    private static boolean disablesHimself(Node row) {
        DefinitionEntry.User user = DefinitionEntry.user(row);
        return !user.entry().enabled()
                && user.key().filter(DefinitionEntry.signer(row)::equals).isPresent();
    }

    /**
     * The authorisation with the newest version of its row that its signer could sign. When nobody could sign any, it stays
     * for what others said in it, with the oldest: the row itself grants nothing, and of the ones before nobody has a copy.
     */
    private Optional<AuthorisationNode> authorisation(AuthorisationNode part) {
        List<Node> versions = authorisationRows.getOrDefault(part.node().id(), List.of(part.node()));
        Node own = versions.get(0);
        // An older version of what is here already says nothing.
        List<Node> news = versions.stream()
                .filter(row -> row.equals(own) || row.mdate() > own.mdate())
                .toList();
        requireKnownSigners(news, news.stream().filter(this::isAdmin).toList(), this::wasAdmin);
        Optional<Node> row = versions.stream().filter(this::isAdmin).max(VERSIONS);
        if (row.isPresent()) {
            return row.map(valid -> children(valid, part));
        }
        return versions.stream()
                .filter(version -> wasAdmin(version) || before.contains(version))
                .min(VERSIONS)
                .map(version -> children(version, part))
                .filter(DefinitionSieve::saysSomething);
    }

    private static boolean saysSomething(AuthorisationNode part) {
        return !part.rightNodes().isEmpty()
                || !part.userNodes().isEmpty()
                || !part.userAdminNodes().isEmpty();
    }

    /** A user may be added by an administrator of the room too, where the reference forgets him (B3, B4). */
    private AuthorisationNode children(Node row, AuthorisationNode part) {
        AuthorisationBuilder group = working.authorisation(row.id(), row.mdate());
        List<Node> userAdmins = kept(part.userAdminNodes(), this::isAdmin, this::wasAdmin);
        userAdmins.forEach(entry -> RoomDefinition.userAdmin(group, entry));
        List<Node> users = kept(
                part.userNodes(),
                entry -> isAdmin(entry) || group.canAdminUsers(DefinitionEntry.signer(entry), entry.mdate()),
                entry -> wasAdmin(entry) || wasUserAdmin(entry, part.userAdminNodes()));
        List<Node> rights = kept(part.rightNodes(), this::isAdmin, this::wasAdmin);
        return new AuthorisationNode(
                row,
                part.lastModified(),
                edgesTo(rights, part.rightEdges()),
                rights,
                edgesTo(users, part.userEdges()),
                users,
                edgesTo(userAdmins, part.userAdminEdges()),
                userAdmins,
                true);
    }

    private static boolean wasUserAdmin(Node row, List<Node> userAdmins) {
        return userAdmins.stream()
                .filter(one -> one.mdate() <= row.mdate())
                .map(DefinitionEntry::user)
                .anyMatch(one -> one.entry().enabled()
                        && one.key().filter(DefinitionEntry.signer(row)::equals).isPresent());
    }

    private boolean isAdmin(Node row) {
        return working.isAdmin(DefinitionEntry.signer(row), row.mdate());
    }

    private List<Node> kept(List<Node> rows, Predicate<Node> maySign, Predicate<Node> could) {
        List<Node> inTime = DefinitionEntry.inTime(rows);
        List<Node> kept = inTime.stream().filter(maySign).toList();
        requireKnownSigners(inTime, kept, could);
        return kept;
    }

    /** What is left out was accepted before, or comes from somebody who once could. */
    private void requireKnownSigners(List<Node> all, List<Node> kept, Predicate<Node> could) {
        for (Node row : all) {
            if (!kept.contains(row) && !before.contains(row) && !could.test(row)) {
                throw DefinitionShape.refused(ErrorCode.NOT_AUTHORISED);
            }
        }
    }

    private static List<Edge> edgesTo(List<Node> rows, List<Edge> edges) {
        Set<Uid> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.id()));
        return edges.stream().filter(edge -> ids.contains(edge.dest())).toList();
    }
}
