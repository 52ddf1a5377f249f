package io.discret.core.peers;

import io.discret.api.AccessDeniedException;
import io.discret.api.Base64Url;
import io.discret.api.DefaultRoom;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.InviteOptions;
import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Invite;
import io.discret.core.identity.Uids;
import io.discret.core.rooms.Authorisation;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.rows.RowSigner;
import io.discret.query.JsonValue;
import io.discret.query.SearchText;
import io.discret.spi.Clock;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Make invites and accept them (docs/protocol/31 §8.3): rows of the private room, so that every device of the user stands
 * by them. Safe for use by any thread.
 */
public final class Invites {
    private final Database database;
    private final Identity identity;
    private final Signer signer;
    private final KeyDerivation derivation;
    private final Rooms rooms;
    private final Uids uids;
    private final Clock clock;
    private final Runnable peersChanged;
    private final RowSigner rowSigner;

    /**
     * Assemble.
     *
     * @param peersChanged run when a token came that no daily log tells of; on any thread
     */
    public Invites(
            Database database,
            Identity identity,
            Signer signer,
            KeyDerivation derivation,
            Rooms rooms,
            Uids uids,
            Clock clock,
            Runnable peersChanged) {
        this.database = database;
        this.identity = identity;
        this.signer = signer;
        this.derivation = derivation;
        this.rooms = rooms;
        this.uids = uids;
        this.clock = clock;
        this.peersChanged = peersChanged;
        rowSigner = new RowSigner(identity, derivation);
    }

    /**
     * Make an invite.
     *
     * @param options the room where its user shall become a user is checked now, for it would fail later without a word
     *     (31 P14)
     * @return the bytes to hand over; fails with {@code UNKNOWN_ROOM}, {@code NOT_IN_ROOM} or {@code NOT_AUTHORISED}
     */
    public CompletableFuture<byte[]> create(InviteOptions options) {
        return database.write(transaction -> {
                    Map<String, JsonValue> members = new TreeMap<>();
                    options.room().ifPresent(wanted -> {
                        check(wanted);
                        members.put(SystemEntity.OWNED_INVITE_ROOM, text(wanted.room()));
                        members.put(SystemEntity.OWNED_INVITE_AUTHORISATION, text(wanted.authorisation()));
                    });
                    Uid id = uids.next();
                    Invite invite = Invite.sign(id, identity, derivation);
                    if (options.lifeTime().isEmpty()) {
                        transaction.putNode(row(id, SystemEntity.OWNED_INVITE, members, clock.millis()), null);
                        return invite.encode();
                    }
                    Node row = row(id, SystemEntity.OWNED_INVITE, members, InviteEnds.OF_THIS_DEVICE);
                    transaction.store().putNode(row, SearchText.of(Objects.requireNonNull(row.json())));
                    long end = clock.millis() + options.lifeTime().orElseThrow().toMillis();
                    InviteEnds.add(transaction.store(), id, end);
                    return invite.encode(end);
                })
                .thenApply(bytes -> {
                    if (options.lifeTime().isPresent()) {
                        peersChanged.run(); // no day was marked, so that the commit tells nobody
                    }
                    return bytes;
                });
    }

    private void check(DefaultRoom wanted) {
        Room room = rooms.room(wanted.room());
        if (room == null) {
            throw new DiscretException(
                    ErrorCode.UNKNOWN_ROOM, "The room " + wanted.room() + " is not known here; check its identifier.");
        }
        Authorisation authorisation = room.authorisations().get(wanted.authorisation());
        if (authorisation == null) {
            throw new DiscretException(
                    ErrorCode.NOT_IN_ROOM,
                    "The authorisation " + wanted.authorisation() + " is none of the room " + room.id()
                            + "; query sys.Room for its authorisations.");
        }
        // Only administrators of a room change it locally (docs/protocol/30 M2).
        if (!room.isAdmin(identity.verifyingKey(), clock.millis())) {
            throw new AccessDeniedException(
                    ErrorCode.NOT_AUTHORISED,
                    "Only an administrator of the room " + room.id() + " can invite into it; invite without a room.");
        }
    }

    /**
     * Accept an invite. One that waits already keeps waiting.
     *
     * @return fails with {@code INVALID_INVITE} for bytes that are none, an invite to another application, an own one, and
     *     one that was used or withdrawn here, and with {@code INVITE_EXPIRED} for one that is over
     */
    public CompletableFuture<Void> accept(byte[] bytes) {
        return database.write(transaction -> {
            Invite invite = Invite.decode(bytes);
            if (!invite.application().equals(identity.applicationKey())) {
                throw invalid("This is an invitation to another application; accept it there.");
            }
            if (invite.isSignedBy(identity.verifyingKey(), signer, derivation)) {
                throw invalid("This is an invitation of yours; give it to somebody else.");
            }
            OptionalLong end = Invite.end(bytes);
            InviteEnds.requireOpen(end, clock.millis());
            Uid id = identity.inviteUid(invite.id());
            if (transaction.reader().node(id) != null) {
                return null;
            }
            if (!transaction
                    .reader()
                    .nodeDeletions(identity.privateRoom(), List.of(id))
                    .isEmpty()) {
                throw invalid("This invitation was used or withdrawn already; ask for another one.");
            }
            Map<String, JsonValue> members = new TreeMap<>();
            members.put(SystemEntity.INVITE_ID, text(invite.id()));
            members.put(SystemEntity.INVITE_APPLICATION, new JsonValue.Text(invite.application()));
            members.put(SystemEntity.INVITE_SIGNATURE, new JsonValue.Text(Base64Url.encode(invite.signature())));
            transaction.putNode(row(id, SystemEntity.INVITE, members, clock.millis()), null);
            end.ifPresent(date -> InviteEnds.add(transaction.store(), id, date));
            return null;
        });
    }

    private static DiscretException invalid(String sentence) {
        return new DiscretException(ErrorCode.INVALID_INVITE, sentence);
    }

    private static JsonValue text(Uid id) {
        return new JsonValue.Text(id.toString());
    }

    /** A member without a value is left out: devices of the reference refuse rows with nulls (docs/protocol/31 §8.6). */
    private Node row(Uid id, String entity, Map<String, JsonValue> members, long mdate) {
        return rowSigner.sign(new Node(
                id,
                identity.privateRoom(),
                clock.millis(),
                mdate,
                entity,
                JsonValue.Obj.of(members).compact(),
                null,
                new byte[0],
                new byte[0]));
    }
}
