package io.discret.core.peers;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remember invites that were used, until the other side has remembered it as well (docs/protocol/31 P1).
 *
 * <p>The two sides commit apart. Should one die in between, it knows nothing of the other but the invite: the survivor
 * must still answer to its token, to the one key that used it. Kept on the device, in no room. Stateless.
 */
public final class UsedInvites {
    private static final String KEY = "Used Invites";

    /** Older ones are forgotten: each is a token announced, and an invite that failed to settle can be made anew. */
    private static final int MOST = 64;

    private UsedInvites() {}

    /** The key that used each invite, by the id of the invite. */
    public static Map<Uid, VerifyingKey> read(StoreReader store) {
        Map<Uid, VerifyingKey> used = new LinkedHashMap<>();
        String stored = store.configuration(KEY);
        if (stored != null) {
            stored.lines().forEach(line -> {
                int space = line.indexOf(' ');
                used.put(Uid.parse(line.substring(0, space)), VerifyingKey.parse(line.substring(space + 1)));
            });
        }
        return used;
    }

    static void add(StoreWriter store, Uid invite, VerifyingKey key) {
        Map<Uid, VerifyingKey> used = read(store);
        used.put(invite, key);
        List<Uid> ids = new ArrayList<>(used.keySet());
        ids.subList(0, Math.max(0, ids.size() - MOST)).forEach(used::remove);
        write(store, used);
    }

    /** Forget the invites used by a key. */
    static void settle(StoreWriter store, VerifyingKey key) {
        Map<Uid, VerifyingKey> used = read(store);
        if (used.values().removeIf(key::equals)) {
            write(store, used);
        }
    }

    private static void write(StoreWriter store, Map<Uid, VerifyingKey> used) {
        List<String> lines = new ArrayList<>();
        used.forEach((invite, key) -> lines.add(invite + " " + key));
        store.putConfiguration(KEY, String.join("\n", lines));
    }
}
