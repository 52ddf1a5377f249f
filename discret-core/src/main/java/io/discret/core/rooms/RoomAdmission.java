package io.discret.core.rooms;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decide on a room definition that a peer sent: take it over, merge it with the one stored, or refuse it as a whole
 * (docs/protocol/30 §9). Signatures are verified before. Stateless.
 *
 * <p>Every refusal is a {@link DiscretException}: of the shape, of the content, {@code HISTORY_NODE_CHANGED}, or
 * {@code NOT_AUTHORISED} when who signed a part could not.
 */
public final class RoomAdmission {
    /** Some seconds: a date stays close to what it tells, and equal ones are rare. */
    private static final long SPREAD = 4096;

    private RoomAdmission() {}

    /** What became of it. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /**
     * Hold the definition to keep.
     *
     * @param definition to store; the one stored before when unchanged
     * @param room that it makes
     * @param added ids of rows that were not here before; the caller refuses the definition when one of them is the id
     *     of another row, or a forged definition could replace it (docs/protocol/30 B1)
     * @param senderIsBehind whether it holds rows that the sender lacks
     */
    public record Admitted(Outcome outcome, RoomNode definition, Room room, List<Uid> added, boolean senderIsBehind) {}

    /**
     * Decide on the definition of a room that is not known here (docs/protocol/30 §9.4).
     *
     * <p>All first statements on administrators must have one signer, who is among them, and each later one a signer who
     * was an administrator before: otherwise anybody could add himself to the copy a newcomer gets (B2). Users may be
     * signed by a user administrator too, which a reference newcomer refuses (B5).
     */
    public static Admitted create(RoomNode received) {
        DefinitionShape.check(received);
        RoomDefinition.room(received);
        RoomNode kept = new DefinitionSieve(received, Map.of(), Set.of()).keep();
        List<Uid> added = DefinitionRows.nodes(kept).stream().map(Node::id).toList();
        return new Admitted(Outcome.CREATED, kept, RoomDefinition.room(kept), added, false);
    }

    static void require(boolean authorised) {
        if (!authorised) {
            throw DefinitionShape.refused(ErrorCode.NOT_AUTHORISED);
        }
    }

    /**
     * Merge a definition with the one stored (docs/protocol/30 §9.3).
     *
     * @param stored of the same room
     */
    public static Admitted merge(RoomNode stored, RoomNode received) {
        if (!stored.node().id().equals(received.node().id())) {
            throw DefinitionShape.refused(ErrorCode.BAD_CONTENT);
        }
        DefinitionShape.check(received);
        RoomDefinition.room(received);
        DefinitionMerge merge = new DefinitionMerge(stored);
        RoomNode merged = merge.with(received);
        // A row that is new in one list may carry the id of a stored row of another one.
        DefinitionShape.check(merged);
        boolean senderIsBehind = hasMore(merged, received);
        if (!merge.changes(merged)) {
            return new Admitted(Outcome.UNCHANGED, stored, RoomDefinition.room(stored), List.of(), senderIsBehind);
        }
        Set<Uid> before = ids(stored);
        List<Uid> added = DefinitionRows.nodes(merged).stream()
                .map(Node::id)
                .filter(id -> !before.contains(id))
                .toList();
        return new Admitted(Outcome.UPDATED, merged, RoomDefinition.room(merged), added, senderIsBehind);
    }

    /** Rows, or versions of authorisations of other dates; the root row says nothing and does not count. */
    private static boolean hasMore(RoomNode merged, RoomNode received) {
        Map<Uid, Long> dates = new HashMap<>();
        received.authNodes()
                .forEach(part -> dates.put(part.node().id(), part.node().mdate()));
        return !ids(received).containsAll(ids(merged))
                || merged.authNodes().stream()
                        .map(AuthorisationNode::node)
                        .anyMatch(row -> row.mdate() != dates.getOrDefault(row.id(), row.mdate()));
    }

    private static Set<Uid> ids(RoomNode definition) {
        Set<Uid> ids = new HashSet<>();
        DefinitionRows.nodes(definition).forEach(row -> ids.add(row.id()));
        return ids;
    }

    /**
     * The date to give to a definition after it was received (docs/protocol/30 B18, B22).
     *
     * <p>Who holds less fetches from who has the greater date, so what is held only here now gets a date that is greater
     * than both. Two peers that put together different parts apart must not come to one date, or neither would fetch: it
     * grows by a number that depends on the parts. A date of the sender far in the future is not believed, for it would
     * keep later changes out.
     *
     * @param local date of the definition here before; 0 when there was none
     * @param now ms since 1970
     */
    public static long definitionDate(long local, RoomNode received, Admitted admitted, long now) {
        long computed = DefinitionRows.lastModified(received);
        long believable = Math.max(computed, now + Days.DAY);
        long remote = Math.min(believable, Math.max(computed, received.lastModified()));
        long date = Math.max(local, remote);
        boolean changed = admitted.outcome() != Outcome.UNCHANGED;
        boolean othersAreBehind = changed ? admitted.senderIsBehind() || local >= remote : admitted.senderIsBehind();
        boolean theyFetchAlready = !changed && local > remote;
        return othersAreBehind && !theyFetchAlready ? dateAfter(date, admitted.definition()) : date;
    }

    /**
     * A later date, for a definition with other parts than the one of that date. It depends on the parts: two peers that go
     * on from one date apart must not come to one date again (docs/protocol/30 B18).
     */
    public static long dateAfter(long date, RoomNode definition) {
        return date + 1 + spread(definition);
    }

    /** From 0 to {@link #SPREAD} - 1 ms, the same for the same parts. */
    private static long spread(RoomNode definition) {
        long sum = 0;
        for (Node row : DefinitionRows.nodes(definition)) {
            sum += 31L * row.id().hashCode() + Long.hashCode(row.mdate());
        }
        return Math.floorMod(sum * 0x9E3779B97F4A7C15L >>> 40, SPREAD);
    }
}
