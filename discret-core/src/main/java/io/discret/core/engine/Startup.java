package io.discret.core.engine;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.core.archive.ImportMark;
import io.discret.core.db.Database;
import io.discret.core.events.EventBus;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.core.log.DailyLogs;
import io.discret.core.log.DigestUpkeep;
import io.discret.core.net.Endpoint;
import io.discret.core.net.Network;
import io.discret.core.peers.Introductions;
import io.discret.core.peers.Invites;
import io.discret.core.read.ModelInForce;
import io.discret.core.read.QueryExecutor;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomsInForce;
import io.discret.core.sync.RoomScheduler;
import io.discret.core.sync.SyncSettings;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.core.wire.WireLimits;
import io.discret.core.write.Author;
import io.discret.core.write.DeletionExecutor;
import io.discret.core.write.ForbiddenRows;
import io.discret.core.write.MutationExecutor;
import io.discret.core.write.WriteRules;
import io.discret.query.DataModel;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Assembly;
import io.discret.spi.Clock;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.DomainNames;
import io.discret.spi.EndpointCertificate;
import io.discret.spi.Environment;
import io.discret.spi.RandomSource;
import io.discret.spi.Scheduler;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.spi.ThreadScheduler;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider.CertificateKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Open a database, step by step (docs/protocol/21 §21); what was opened before a step that fails is closed again.
 *
 * <p>Waits for no executor, so that it works on a thread that drives virtual time itself. Used once, by one thread.
 */
final class Startup {
    /** Events a subscriber may be behind before it loses the oldest: several bursts of the reference's 16. */
    private static final int EVENT_QUEUE = 256;

    private static final Logger LOG = System.getLogger(Startup.class.getPackageName());

    private final Configuration configuration;
    private final Assembly assembly;
    private final @Nullable ThreadScheduler ownThreads;
    private final Environment environment;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Startup(Configuration configuration, Assembly assembly) {
        this.configuration = configuration;
        this.assembly = assembly;
        ownThreads = assembly.environment().isEmpty() ? new ThreadScheduler("engine") : null;
        environment = assembly.environment().orElseGet(this::realEnvironment);
        if (ownThreads != null) {
            opened.push(ownThreads);
        }
    }

    private Environment realEnvironment() {
        return new Environment(Clock.system(), RandomSource.secure(), scheduler());
    }

    private Scheduler scheduler() {
        if (ownThreads == null) {
            throw new IllegalStateException("A scheduler is made or handed in.");
        }
        return ownThreads;
    }

    Discret open() {
        try {
            Running running = assemble();
            running.start();
            return new Engine(new AsyncEngine(running), environment.scheduler().serial("stream answers"));
        } catch (RuntimeException | Error failure) {
            closeOpened(failure);
            throw failure;
        }
    }

    private Running assemble() {
        Scheduler scheduler = environment.scheduler();
        Identity identity = Identity.of(
                configuration.applicationKey(),
                configuration.keyMaterial(),
                assembly.signer(),
                assembly.keyDerivation());
        opened.push(identity);
        Store store = openStore(identity);
        Uids uids = new Uids(environment.clock(), environment.random());
        Prepared prepared = prepare(store.writer(), identity, uids);
        ModelInForce model = new ModelInForce(prepared.model());

        Executor engine = scheduler.serial("engine");
        Executor workers = scheduler.pool("workers", configuration.parallelism());
        Database database = new Database(
                store,
                scheduler,
                model,
                scheduler.serial("answers"),
                configuration.parallelism(),
                configuration.writeBufferLength());
        database.whenDefined(new ForbiddenRows(model::fullName));
        EventBus events = new EventBus(scheduler.serial("events"), EVENT_QUEUE);
        RoomsInForce rooms = new RoomsInForce(
                Room.privateRoom(identity.privateRoom(), identity.privateAuthorisation(), identity.verifyingKey()));
        rooms.load(store.writer());
        Author author = Author.of(identity, assembly.keyDerivation());

        EndpointCertificate certificate = certificate();
        Transport transport = openTransport(certificate, engine);
        AnnounceHeader header = Endpoint.sign(
                uids.next(), certificate.hash(assembly.keyDerivation()), identity, assembly.keyDerivation());
        AtomicReference<@Nullable Network> made = new AtomicReference<>();
        Connected connected = new Connected(
                events, environment.clock(), (connection, user) -> present(made).verified(connection, user));
        Database engineDatabase = database.completingOn(engine);
        MutationExecutor mutations = new MutationExecutor(
                database,
                model,
                author,
                rooms,
                identity.privateRoom(),
                environment.clock(),
                uids,
                workers,
                new WriteRules(maxObjectSize(), configuration.userAdminsAddUsers()));
        DailyLogs logs = new DailyLogs(engineDatabase, assembly.keyDerivation());
        Introductions introductions = new Introductions(
                engineDatabase,
                identity,
                assembly.keyDerivation(),
                new DefaultRoomUser(rooms, mutations, environment.clock()),
                environment.clock());
        PeersInForce peers = new PeersInForce(
                engineDatabase,
                identity,
                assembly.keyDerivation(),
                connected,
                () -> present(made),
                new PeersInForce.Expiry(environment, engine, introductions::removeExpired));
        EngineContext context = new EngineContext(
                new EngineContext.Core(
                        environment,
                        engine,
                        workers,
                        engineDatabase,
                        logs,
                        identity,
                        assembly.signer(),
                        assembly.keyDerivation(),
                        model,
                        rooms,
                        events),
                syncSettings(),
                prepared.device(),
                connected,
                configuration.autoAllowNewPeers(),
                peers::refresh);
        context.statuses().load(StoredStatuses.read(store.writer()));
        Door door = new Door(
                introductions,
                assembly.signer(),
                assembly.keyDerivation(),
                used -> events.publish(
                        new Event.InviteAccepted(used.invite().toString(), used.peer(), used.roomRefusal())),
                peers::refresh);
        RoomScheduler roomScheduler = new RoomScheduler(configuration.parallelism());
        Network network = new Network(new Network.Parts(
                identity,
                assembly.signer(),
                assembly.keyDerivation(),
                environment,
                engine,
                transport,
                header,
                acceptedFrame(),
                Duration.ofMillis(configuration.announceFrequencyInMs()),
                new Sessions(connected, roomScheduler, context, door, () -> present(made)),
                events::publish));
        made.set(network);

        return new Running(
                identity,
                model,
                rooms,
                store,
                database,
                new QueryExecutor(database, model),
                mutations,
                new DeletionExecutor(
                        database, model, author, rooms, identity.privateRoom(), environment.clock(), maxObjectSize()),
                events,
                engine,
                transport,
                openDiscoveries(transport, engine, network),
                network,
                connected,
                context.statuses(),
                new DigestUpkeep(logs, scheduler, engine, (room, held) -> context.statuses()
                        .held(room, held)),
                peers,
                new Invites(
                        database,
                        identity,
                        assembly.signer(),
                        assembly.keyDerivation(),
                        rooms,
                        uids,
                        environment.clock(),
                        () -> engine.execute(peers::refresh)),
                scheduler.serial("exports"),
                assembly.keyDerivation(),
                environment.random(),
                ownThreads,
                new AtomicReference<>());
    }

    private static <T> T present(AtomicReference<@Nullable T> made) {
        T value = made.get();
        if (value == null) {
            throw new IllegalStateException("Connections come after the start.");
        }
        return value;
    }

    private Store openStore(Identity identity) {
        byte[] secret = identity.databaseSecret();
        try {
            Store store = assembly.store()
                    .open(new StoreOptions(
                            configuration.folder().resolve(identity.databasePath()),
                            secret,
                            configuration.readCacheSizeInKb(),
                            configuration.writeCacheSizeInKb(),
                            configuration.enableDatabaseMemorySecurity(),
                            !configuration.asStored()));
            opened.push(store);
            return store;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private record Prepared(DataModel model, HardwareFingerprint device) {}

    /** One transaction, so that a model that is refused leaves nothing behind. */
    private Prepared prepare(StoreWriter writer, Identity identity, Uids uids) {
        ImportMark.refuseUnfinished(writer);
        writer.begin();
        try {
            DataModel model = StoredModelText.load(writer);
            if (!configuration.asStored()) {
                model = model.update(configuration.model());
                StoredModelText.save(writer, model);
            }
            FirstRows rows = new FirstRows(writer, identity, assembly.keyDerivation(), new ModelInForce(model));
            rows.identityRows();
            HardwareFingerprint device = rows.device(uids);
            writer.commitLazily();
            return new Prepared(model, device);
        } finally {
            writer.rollback();
        }
    }

    private EndpointCertificate certificate() {
        String name = DomainNames.random(environment.random());
        List<CertificateKey> keys = assembly.transport().certificateKeys();
        boolean ed25519 = keys.isEmpty() || keys.get(0) == CertificateKey.ED25519;
        LOG.log(
                Level.DEBUG,
                "The key in the certificate of this endpoint is {0}.",
                ed25519 ? "Ed25519" : "ECDSA P-256");
        return ed25519
                ? EndpointCertificate.ed25519(name, environment.random(), assembly.signer())
                : EndpointCertificate.ecdsaP256(name, environment.random());
    }

    private Transport openTransport(EndpointCertificate certificate, Executor engine) {
        Transport transport = assembly.transport()
                .open(TransportOptions.defaults(
                        new InetSocketAddress("::", 0),
                        certificate.certificate(),
                        certificate.privateKey(),
                        Network.PROTOCOLS,
                        engine));
        opened.push(transport);
        return transport;
    }

    private List<Discovery> openDiscoveries(Transport transport, Executor engine, Network network) {
        List<Discovery> discoveries = new ArrayList<>();
        for (DiscoveryProvider provider : assembly.discoveries()) {
            Discovery discovery = provider.open(new DiscoveryOptions(
                    configuration, environment, transport, assembly.keyDerivation(), engine, network));
            opened.push(discovery);
            discoveries.add(discovery);
        }
        return discoveries;
    }

    private int maxObjectSize() {
        return configuration.maxObjectSizeInKb() * 1024;
    }

    private SyncSettings syncSettings() {
        return new SyncSettings(
                maxObjectSize(),
                configuration.futureToleranceInMs(),
                configuration.refuseLateRows(),
                configuration.autoAcceptLocalDevice());
    }

    /** At least what a reference peer of the same configuration sends (docs/protocol/40 §4.4). */
    private int acceptedFrame() {
        return Math.max(WireLimits.ACCEPTED_FRAME, 3 * maxObjectSize());
    }

    private void closeOpened(Throwable failure) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
