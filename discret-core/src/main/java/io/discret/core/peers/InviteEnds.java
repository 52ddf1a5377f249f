package io.discret.core.peers;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remember until when invites may be used (docs/protocol/31 P3). Kept on the device, in no room: the rows of invites and
 * what peers tell each other have no place for it. Stateless.
 */
public final class InviteEnds {
    /**
     * Date of the row of an invite with an end: it enters no daily log and stays on its device, for no other one could know
     * the end.
     */
    static final long OF_THIS_DEVICE = 0;

    private static final String KEY = "Invite Ends";

    private InviteEnds() {}

    /** The end of each invite that has one, ms since 1970, by the id of its row. */
    public static Map<Uid, Long> read(StoreReader store) {
        Map<Uid, Long> ends = new LinkedHashMap<>();
        String stored = store.configuration(KEY);
        if (stored != null) {
            stored.lines().forEach(line -> {
                int space = line.indexOf(' ');
                ends.put(Uid.parse(line.substring(0, space)), Long.valueOf(line.substring(space + 1)));
            });
        }
        return ends;
    }

    /**
     * Rows of invites that are over. One that stays on its device because it has an end counts as over where the end is not
     * known: it was restored from a backup.
     */
    public static Set<Uid> over(StoreReader store, Uid privateRoom, long now) {
        Map<Uid, Long> ends = read(store);
        Set<Uid> over = new HashSet<>();
        ends.forEach((row, end) -> {
            if (end <= now) {
                over.add(row);
            }
        });
        store.nodesOf(SystemEntity.OWNED_INVITE, privateRoom).stream()
                .filter(row -> row.mdate() == OF_THIS_DEVICE && !ends.containsKey(row.id()))
                .forEach(row -> over.add(row.id()));
        return over;
    }

    /** The first end that comes. */
    public static OptionalLong next(Map<Uid, Long> ends, long now) {
        return ends.values().stream()
                .mapToLong(Long::longValue)
                .filter(end -> end > now)
                .min();
    }

    static void add(StoreWriter store, Uid row, long end) {
        Map<Uid, Long> ends = present(store);
        ends.put(row, end);
        write(store, ends);
    }

    /** Forget the ends of invites that are gone. */
    static void prune(StoreWriter store) {
        write(store, present(store));
    }

    private static Map<Uid, Long> present(StoreWriter store) {
        Map<Uid, Long> ends = read(store);
        Set<Uid> gone = new HashSet<>(ends.keySet());
        gone.removeAll(store.versions(Set.copyOf(gone)).keySet());
        ends.keySet().removeAll(gone);
        return ends;
    }

    private static void write(StoreWriter store, Map<Uid, Long> ends) {
        store.putConfiguration(
                KEY,
                ends.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /** @throws DiscretException with {@code INVITE_EXPIRED} for one that is over */
    static void requireOpen(OptionalLong end, long now) {
        if (end.isPresent() && end.getAsLong() <= now) {
            throw expired();
        }
    }

    static DiscretException expired() {
        return new DiscretException(ErrorCode.INVITE_EXPIRED, "This invite is over; ask for another one.");
    }
}
