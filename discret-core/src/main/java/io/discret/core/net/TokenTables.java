package io.discret.core.net;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Invite;
import io.discret.core.peers.AllowedPeer;
import io.discret.core.peers.Fields;
import io.discret.core.peers.UsedInvites;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private TokenTables() {}

    /**
     * Read the table.
     *
     * @param expired rows of invites that are over
     */
    public static TokenTable read(StoreReader store, Identity identity, KeyDerivation derivation, Set<Uid> expired) {
        Uid room = identity.privateRoom();
        List<Map.Entry<MeetingToken, TokenEntry>> entries = new ArrayList<>();
        Map<VerifyingKey, AllowedPeer> peers = AllowedPeer.all(store, room);
        peers.values().stream()
                .filter(AllowedPeer::enabled)
                .forEach(peer -> entries.add(Map.entry(peer.token(), new TokenEntry.AllowedPeer(peer.key()))));
        UsedInvites.read(store).forEach((invite, key) -> {
            AllowedPeer peer = peers.get(key);
            if (peer != null && peer.enabled()) {
                // He may know us by the invite only: his side was cut off before it stored us (docs/protocol/31 P1).
                entries.add(Map.entry(Invite.token(invite, derivation), new TokenEntry.AllowedPeer(key)));
            }
        });
        for (Node row : open(store, SystemEntity.INVITE, room, expired)) {
            heldInvite(row)
                    .ifPresent(invite ->
                            entries.add(Map.entry(invite.token(derivation), new TokenEntry.HeldInvite(invite))));
        }
        for (Node row : open(store, SystemEntity.OWNED_INVITE, room, expired)) {
            entries.add(Map.entry(Invite.token(row.id(), derivation), new TokenEntry.OwnedInvite(row.id())));
        }
        return TokenTable.of(entries);
    }

    private static List<Node> open(StoreReader store, String entity, Uid room, Set<Uid> expired) {
        return store.nodesOf(entity, room).stream()
                .filter(row -> !expired.contains(row.id()))
                .toList();
    }

    private static Optional<Invite> heldInvite(Node row) {
        try {
            return Optional.of(new Invite(
                    Uid.parse(Fields.text(row, SystemEntity.INVITE_ID)),
                    Fields.text(row, SystemEntity.INVITE_APPLICATION),
                    Base64Url.decode(Fields.text(row, SystemEntity.INVITE_SIGNATURE))));
        } catch (DiscretException e) {
            LOG.log(Level.WARNING, "The row {0} holds no invite that could be used: {1}", row.id(), e.code());
            return Optional.empty();
        }
    }
}
