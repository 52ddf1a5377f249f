package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Changes;
import io.discret.core.db.Failures;
import io.discret.core.rooms.Room;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Run the protocol of one connection between two peers, from the moment the three streams are open (docs/protocol/41).
 *
 * <p>Every method is called on {@link SessionContext#executor}. Nothing a peer sends makes a method throw: what cannot be
 * read closes the connection with code 2.
 */
public final class PeerSession {
    private static final Logger LOG = System.getLogger(PeerSession.class.getPackageName());

    private final SessionContext context;
    private final SessionLink link;
    private final Admission admission;
    private final Remote remote;
    private final EventQueue outgoing;
    private final Queries queries;
    private final Handshake handshake;
    private final Responder responder;
    private final RoomPuller rooms;
    private final Set<RemoteEvent> early = new LinkedHashSet<>();
    private boolean listing;
    private boolean listAgain;
    private boolean verified;
    private boolean closing;
    private boolean over;

    /**
     * Make a session; {@link #start} begins it.
     *
     * @param scheduler shared by all sessions of the engine
     * @param dialer whether this side dialed
     * @param local whether the peer was met on the local network; asked when a new device of the user shows up
     */
    public PeerSession(
            SessionContext context,
            RoomScheduler scheduler,
            SessionLink link,
            Admission admission,
            boolean dialer,
            BooleanSupplier local) {
        this.context = context;
        this.link = link;
        this.admission = admission;
        remote = new Remote(context);
        outgoing = new EventQueue(link, context.executor());
        queries = new Queries(context, link);
        handshake = new Handshake(context, link, queries, outgoing, remote, admission, dialer, local);
        SeenDefinitions seen = new SeenDefinitions();
        responder = new Responder(context, link, remote, handshake, seen, this::fail);
        rooms = new RoomPuller(context, this, queries, scheduler, seen);
    }

    /** Begin with the proof of identity. */
    public void start() {
        handshake.start().whenComplete((nothing, failure) -> {
            if (failure == null) {
                verified();
            } else {
                fail(Failures.of(failure));
            }
        });
    }

    /** The key the peer has proved, once it has. */
    public Optional<VerifyingKey> remoteKey() {
        return Optional.ofNullable(remote.key());
    }

    /** The device of the same user at the other end, once it has named itself. */
    public Optional<Uid> remoteDevice() {
        return handshake.device();
    }

    /** Take a message of the answer stream. */
    public void answer(byte[] message) {
        read(() -> queries.answer(Answer.decode(message)));
    }

    /** Take a message of the query stream. */
    public void query(byte[] message) {
        read(() -> {
            QueryProtocol asked = QueryProtocol.decode(message);
            agreed(asked.query() instanceof Query.Own);
            responder.query(asked, message.length);
        });
    }

    /** Take a message of the event stream. */
    public void event(byte[] message) {
        read(() -> event(RemoteEvent.decode(message)));
    }

    /** One of the three streams of the peer ended, or carried what is no frame: the connection is of no use any more. */
    public void peerFinished() {
        close();
    }

    /** The connection is gone. */
    public void closed() {
        if (over) {
            return;
        }
        over = true;
        closing = true;
        queries.close();
        responder.close();
        rooms.close();
        early.clear();
        context.ended(this, verified);
    }

    /**
     * Tell the peer of rooms whose data changed, those it has told us or asked about (docs/protocol/41 §4.1, §12.2). What came from
     * it is no news there: it would compare days that grow with each batch we pull.
     */
    public void dataChanged(Changes changes) {
        for (Uid room : changes.rooms()) {
            if (!over
                    && !changes.isOnlyFrom(room, queries)
                    && remote.follows(room)
                    && remote.staysMember(context.rooms().room(room))) {
                boolean mayRead = remote.mayRead(room);
                outgoing.dataChanged(
                        room,
                        link.speaksOwn() ? changes.named(room) : Map.of(),
                        name -> mayRead ? changes.written(room, name) : Optional.empty());
            }
        }
    }

    /**
     * Tell the peer that the definition of a room changed, if it appears in it: also who was disabled learns it. The room
     * may be asked for from now on (docs/protocol/41 §4.1).
     */
    public void definitionChanged(Uid room) {
        if (!over && remote.hasUser(context.rooms().room(room)) && !room.equals(context.privateRoom())) {
            remote.grant(room);
            outgoing.send(new RemoteEvent.RoomDefinitionChanged(room));
        }
    }

    /** A user of the past finds the rooms he left in no list: without this he would write there for ever (30 B16). */
    private void tellOfRoomsLeft() {
        for (Room room : context.rooms().all()) {
            if (remote.hasUser(room) && !remote.isMember(room)) {
                definitionChanged(room.id());
            }
        }
    }

    /** Pull a room again: something that decides what is accepted changed here, such as the data model. */
    public void pull(Uid room) {
        if (verified && !over && remote.hasTold(room)) {
            rooms.request(room);
        }
    }

    private void read(Runnable message) {
        if (closing) {
            return;
        }
        try {
            message.run();
        } catch (DiscretException e) {
            fail(e);
        }
    }

    private void event(RemoteEvent event) {
        agreed(event instanceof RemoteEvent.Own);
        if (event instanceof RemoteEvent.ReadyFingerprint) {
            handshake.fingerprintReady();
        } else if (verified) {
            handle(event);
        } else {
            // Events of before our own check wait for it (docs/protocol/41 §1.2).
            if (early.size() >= SyncLimits.EARLY_EVENTS) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "A peer sends events before it proved who it is.");
            }
            early.add(event);
        }
    }

    /** Whoever agreed on {@code h3} sends nothing of docs/protocol/41 §12. */
    private void agreed(boolean own) {
        if (own && !link.speaksOwn()) {
            throw new DiscretException(
                    ErrorCode.BAD_MESSAGE, "A peer sends a message of a protocol it did not agree to.");
        }
    }

    private void verified() {
        if (closing) {
            return;
        }
        verified = true;
        context.verified(this);
        tellOfRoomsLeft();
        early.forEach(this::handle);
        early.clear();
    }

    private void handle(RemoteEvent event) {
        if (event instanceof RemoteEvent.Ready) {
            remoteKey().ifPresent(admission::remembered);
            listRooms();
        } else if (event instanceof RemoteEvent.RoomDefinitionChanged changed) {
            request(changed.room());
        } else if (event instanceof RemoteEvent.RoomDataChanged changed && remote.hasTold(changed.room())) {
            request(changed.room());
        } else if (event instanceof RemoteEvent.Own rows && remote.hasTold(rows.room())) {
            rooms.offered(rows);
        }
    }

    /** Ask once at a time, however often the peer says that it is ready. */
    private void listRooms() {
        listAgain = listing;
        if (listing) {
            return;
        }
        listing = true;
        queries.scope()
                .parts(new Query.RoomList(), Payload.ROOM_LIST, part -> {
                    part.forEach(this::request);
                    return CompletableFuture.completedFuture(null);
                })
                .whenComplete((nothing, failure) -> {
                    listing = false;
                    if (failure != null) {
                        fail(Failures.of(failure));
                    } else if (listAgain) {
                        listRooms();
                    }
                });
    }

    private void request(Uid room) {
        boolean foreign = room.equals(context.privateRoom()) && !remote.isSameUser();
        if (!foreign && remote.knows(room)) {
            rooms.request(room);
        }
    }

    private void fail(DiscretException reason) {
        if (!closing) {
            boolean ordinary = reason.code() == ErrorCode.CLOSED || reason.code() == ErrorCode.TIME_OUT;
            LOG.log(ordinary ? Level.DEBUG : Level.WARNING, "A connection is closed: " + reason.getMessage());
            close();
        }
    }

    private void close() {
        if (!closing) {
            closing = true;
            link.close(SyncLimits.CLOSE);
        }
    }
}
