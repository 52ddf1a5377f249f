package io.discret.core.net;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Invite;
import io.discret.core.rooms.SystemEntity;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.Edge;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Read the meeting tokens from the rows of the private room (docs/protocol/31 §2.2, §2.3).
 *
 * <p>Read again whenever such a row changes, so that a decision on one device is in force on all of them without a
 * restart. A row that cannot be read is left out, and the others count. Stateless, safe for use by any thread.
 */
public final class TokenTables {
    /** Entities whose change may change the table. */
    public static final Set<String> ENTITIES =
            Set.of(SystemEntity.ALLOWED_PEER, SystemEntity.OWNED_INVITE, SystemEntity.INVITE);

    private static final Logger LOG = System.getLogger(TokenTables.class.getPackageName());

    /** The only status with which a peer may connect, compared exactly. */
    private static final String ENABLED = "enabled";

    private TokenTables() {}

    /** Read the table. */
    public static TokenTable read(StoreReader store, Identity identity, KeyDerivation derivation) {
        Uid room = identity.privateRoom();
        List<Map.Entry<MeetingToken, TokenEntry>> entries = new ArrayList<>();
        for (Node row : store.nodesOf(SystemEntity.ALLOWED_PEER, room)) {
            add(entries, row, () -> allowedPeers(store, row));
        }
        for (Node row : store.nodesOf(SystemEntity.INVITE, room)) {
            add(entries, row, () -> List.of(heldInvite(row, derivation)));
        }
        for (Node row : store.nodesOf(SystemEntity.OWNED_INVITE, room)) {
            entries.add(Map.entry(Invite.token(row.id(), derivation), new TokenEntry.OwnedInvite(row.id())));
        }
        return TokenTable.of(entries);
    }

    private interface Reading {
        List<Map.Entry<MeetingToken, TokenEntry>> read();
    }

    private static void add(List<Map.Entry<MeetingToken, TokenEntry>> entries, Node row, Reading reading) {
        try {
            entries.addAll(reading.read());
        } catch (DiscretException e) {
            LOG.log(Level.WARNING, "The row {0} names no peer that could be met: {1}", row.id(), e.code());
        }
    }

    private static List<Map.Entry<MeetingToken, TokenEntry>> allowedPeers(StoreReader store, Node row) {
        List<Map.Entry<MeetingToken, TokenEntry>> found = new ArrayList<>();
        if (!ENABLED.equals(text(row, SystemEntity.ALLOWED_PEER_STATUS))) {
            return found;
        }
        MeetingToken token = MeetingToken.parse(text(row, SystemEntity.ALLOWED_PEER_TOKEN));
        for (Edge edge : store.edges(row.id(), SystemEntity.ALLOWED_PEER_PEER)) {
            Node peer = store.node(edge.dest(), SystemEntity.PEER);
            if (peer != null) {
                found.add(Map.entry(token, new TokenEntry.AllowedPeer(VerifyingKey.of(peer.verifyingKey()))));
            }
        }
        return found;
    }

    private static Map.Entry<MeetingToken, TokenEntry> heldInvite(Node row, KeyDerivation derivation) {
        Invite invite = new Invite(
                Uid.parse(text(row, SystemEntity.INVITE_ID)),
                text(row, SystemEntity.INVITE_APPLICATION),
                Base64Url.decode(text(row, SystemEntity.INVITE_SIGNATURE)));
        return Map.entry(invite.token(derivation), new TokenEntry.HeldInvite(invite));
    }

    /** A text member of the JSON of a row; the empty text when it is not there. */
    private static String text(Node row, String member) {
        if (row.json() != null
                && StrictJson.parse(row.json()) instanceof JsonValue.Obj object
                && object.get(member) instanceof JsonValue.Text text) {
            return text.value();
        }
        return "";
    }
}
