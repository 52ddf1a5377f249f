package io.discret.core.peers;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Database;
import io.discret.core.db.WriteTransaction;
import io.discret.core.identity.Identity;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.rows.RowSigner;
import io.discret.spi.Clock;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Make two users peers when an invite is used, on both sides (docs/protocol/31 §8.4).
 *
 * <p>All rows change in one transaction, and an invite serves once: whoever comes when its row is gone gets in only if he
 * is an allowed peer already, so that both connections of an election may ask. Safe for use by any thread.
 */
public final class Introductions {
    private static final Logger LOG = System.getLogger(Introductions.class.getPackageName());

    private final Database database;
    private final Identity identity;
    private final RowSigner signer;
    private final AllowedPeers allowedPeers;
    private final Newcomers newcomers;
    private final Clock clock;

    /** Makes an invited user a user of the room of the invite. */
    @FunctionalInterface
    public interface Newcomers {
        /**
         * Write, or refuse before anything is written.
         *
         * @throws DiscretException when the own user may not, or the room or authorisation is not known
         */
        void welcome(WriteTransaction transaction, Uid room, Uid authorisation, VerifyingKey newcomer);
    }

    /** Assemble; futures complete as those of {@code database}. */
    public Introductions(
            Database database, Identity identity, KeyDerivation derivation, Newcomers newcomers, Clock clock) {
        this.database = database;
        this.identity = identity;
        this.newcomers = newcomers;
        this.clock = clock;
        signer = new RowSigner(identity, derivation);
        allowedPeers = new AllowedPeers(identity, derivation);
    }

    /**
     * Let in who came with an invite made here.
     *
     * @param peer sys.Peer row of the newcomer, verified, its key proved
     * @return empty when the same user had used it before; fails with {@code INVALID_INVITE} when another one did, with
     *     {@code INVITE_EXPIRED} when it is over
     */
    public CompletableFuture<Optional<Introduction>> used(Uid invite, Node peer) {
        return database.write(transaction -> {
            Node row = transaction.reader().node(invite, SystemEntity.OWNED_INVITE);
            if (row == null || !identity.privateRoom().equals(row.roomId())) {
                requireAllowed(transaction, peer);
                return Optional.empty();
            }
            requireOpen(transaction, List.of(row));
            return Optional.of(introduce(transaction, invite, peer, List.of(row), welcome(transaction, row, peer)));
        });
    }

    /**
     * Keep as a peer who made an invite accepted here.
     *
     * @param peer sys.Peer row of the inviter, verified; the invite is signed by its key
     * @return empty when he was introduced before
     */
    public CompletableFuture<Optional<Introduction>> inviter(Uid invite, Node peer) {
        return database.write(transaction -> {
            List<Node> rows = transaction.reader().nodesOf(SystemEntity.INVITE, identity.privateRoom()).stream()
                    .filter(row -> Fields.text(row, SystemEntity.INVITE_ID).equals(invite.toString()))
                    .toList();
            if (rows.isEmpty()) {
                requireAllowed(transaction, peer);
                return Optional.empty();
            }
            requireOpen(transaction, rows);
            return Optional.of(introduce(transaction, invite, peer, rows, Optional.empty()));
        });
    }

    /**
     * The other side has remembered us as well: the invites between us need no answer any more.
     *
     * @return whether there was one
     */
    public CompletableFuture<Boolean> settle(VerifyingKey peer) {
        return database.read(store -> UsedInvites.read(store).containsValue(peer))
                .thenCompose(open -> open
                        ? database.write(transaction -> {
                            UsedInvites.settle(transaction.store(), peer);
                            return true;
                        })
                        : CompletableFuture.completedFuture(false));
    }

    /** Take out the invites that are over, those accepted here too. */
    public CompletableFuture<Void> removeExpired() {
        return database.write(transaction -> {
            long now = clock.millis();
            for (Uid id : InviteEnds.over(transaction.reader(), identity.privateRoom(), now)) {
                Node row = transaction.reader().node(id);
                if (row != null && identity.privateRoom().equals(row.roomId())) {
                    delete(transaction, row, now);
                }
            }
            InviteEnds.prune(transaction.store());
            return null;
        });
    }

    /** Keep a newer version of the row of an allowed peer, such as one with another name (docs/protocol/31 P6). */
    public CompletableFuture<Void> renew(Node peer) {
        return database.read(store -> StoredPeers.isNews(store, peer))
                .thenCompose(news -> news
                        ? database.write(transaction -> {
                            StoredPeers.keep(transaction, peer);
                            return null;
                        })
                        : CompletableFuture.completedFuture(null));
    }

    private Introduction introduce(
            WriteTransaction transaction, Uid invite, Node peer, List<Node> rows, Optional<ErrorCode> roomRefusal) {
        long now = clock.millis();
        VerifyingKey key = VerifyingKey.of(peer.verifyingKey());
        allowedPeers.allow(transaction, StoredPeers.keep(transaction, peer), now);
        rows.forEach(row -> delete(transaction, row, now));
        UsedInvites.add(transaction.store(), invite, key);
        return new Introduction(invite, key, roomRefusal);
    }

    private void requireOpen(WriteTransaction transaction, List<Node> rows) {
        Set<Uid> over = InviteEnds.over(transaction.reader(), identity.privateRoom(), clock.millis());
        if (rows.stream().map(Node::id).anyMatch(over::contains)) {
            throw InviteEnds.expired();
        }
    }

    private void requireAllowed(WriteTransaction transaction, Node peer) {
        AllowedPeer known = allowedPeers.all(transaction).get(VerifyingKey.of(peer.verifyingKey()));
        if (known == null || !known.enabled()) {
            throw new DiscretException(
                    ErrorCode.INVALID_INVITE, "An invite serves one user; somebody else came with it again.");
        }
    }

    /** A newcomer without a room is still a peer: the inviter may have lost the right, or the room was never here. */
    private Optional<ErrorCode> welcome(WriteTransaction transaction, Node row, Node peer) {
        String room = Fields.text(row, SystemEntity.OWNED_INVITE_ROOM);
        String authorisation = Fields.text(row, SystemEntity.OWNED_INVITE_AUTHORISATION);
        if (room.isEmpty() || authorisation.isEmpty()) {
            return Optional.empty();
        }
        try {
            newcomers.welcome(
                    transaction, Uid.parse(room), Uid.parse(authorisation), VerifyingKey.of(peer.verifyingKey()));
            return Optional.empty();
        } catch (StoreException e) {
            throw e;
        } catch (DiscretException e) {
            LOG.log(Level.WARNING, "An invited user could not be added to the room {0}: {1}", room, e.getMessage());
            return Optional.of(e.code());
        }
    }

    private void delete(WriteTransaction transaction, Node row, long now) {
        transaction.store().deleteNode(row.id());
        transaction.putNodeDeletion(signer.sign(new NodeDeletion(
                identity.privateRoom(),
                row.id(),
                row.entity(),
                row.mdate(),
                Math.max(now, row.mdate()),
                new byte[0],
                new byte[0])));
    }
}
