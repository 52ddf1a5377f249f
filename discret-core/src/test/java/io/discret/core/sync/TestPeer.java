package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Changes;
import io.discret.core.db.Database;
import io.discret.core.db.WriteTransaction;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.core.rooms.Authorisation;
import io.discret.core.rooms.RightEntry;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.UserEntry;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.DailyHash;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.DaySpans;
import io.discret.core.rows.InitialRows;
import io.discret.core.rows.RoomDigest;
import io.discret.core.rows.RowSigner;
import io.discret.core.rows.RowVerifier;
import io.discret.core.rows.SentRow;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.core.wire.RoomNode;
import io.discret.core.write.ForbiddenRows;
import io.discret.query.DataModel;
import io.discret.query.Entity;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.KeyDerivationProvider;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreReader;
import io.discret.testkit.MemoryStoreProvider;
import io.discret.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One installation of one user: a database with rooms in memory, and what its sessions told. */
final class TestPeer implements SessionContext, Rooms, RoomDefinitions {
    static final Signer SIGNER =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    static final KeyDerivation HASHING = Providers.only(KeyDerivationProvider.class, "discret-crypto-bouncycastle")
            .create();
    static final Duration LIMIT = Duration.ofMinutes(5);

    /** Entity 1.0 with a text and references to its like; 1.1 is another entity. */
    static final DataModel MODEL = DataModel.system()
            .update("chat { Message { content: String, answers: [chat.Message] } Other { content: String } }");

    static final String MESSAGE = "1.0";
    static final String CONTENT = "32";
    static final String ANSWERS = "33";

    final VirtualTime time;
    final Signer signatures;
    final Identity identity;
    final RowSigner signer;
    final Uids uids;
    final RoomScheduler scheduler;
    final List<RoomReport> reports = new ArrayList<>();
    final List<RoomReport> soFarReports = new ArrayList<>();
    final List<ErrorCode> failures = new ArrayList<>();
    final List<VerifyingKey> connected = new ArrayList<>();
    final List<Node> peersMet = new ArrayList<>();
    final List<PeerSession> sessions = new ArrayList<>();
    final List<Uid> modified = new ArrayList<>();
    int hardwarePending;
    int ended;
    SyncSettings settings = SyncSettings.DEFAULT;
    boolean digests;
    HardwareFingerprint hardware;

    private final Environment environment;
    private final Executor executor;
    private final Database database;
    private final Map<Uid, Room> rooms = new TreeMap<>();
    private final DefinitionExchange exchange;

    TestPeer(VirtualTime time, String machine, int user) {
        this(time, machine, user, SIGNER);
    }

    /** Make one whose rows are signed and verified by another signer. */
    TestPeer(VirtualTime time, String machine, int user, Signer signatures) {
        this.time = time;
        this.signatures = signatures;
        environment = time.machine(machine).environment();
        byte[] secret = new byte[KeyMaterial.SIZE];
        Arrays.fill(secret, (byte) user);
        identity = Identity.of("test", KeyMaterial.of(secret), signatures, HASHING);
        signer = new RowSigner(identity, HASHING);
        uids = new Uids(environment.clock(), environment.random());
        executor = environment.scheduler().serial("engine");
        scheduler = new RoomScheduler(4);
        hardware = new HardwareFingerprint(uids.next(), "machine \"" + machine + "\"");
        StoreOptions options = new StoreOptions(Path.of(machine), new byte[32], 0, 0, false);
        database = new Database(
                new MemoryStoreProvider().open(options), environment.scheduler(), node -> null, executor, 4, 1024);
        database.onCommit(executor, changes -> sessions.forEach(session -> session.dataChanged(changes)));
        database.whenDefined(new ForbiddenRows(shortName -> {
            Entity known = MODEL.byShortName(shortName);
            return known == null ? null : known.name();
        }));
        database.onCommit(Database.WRITER, changes -> rooms.putAll(changes.definitions()));
        database.onCommit(
                executor, changes -> definitionsChanged(changes.definitions().keySet()));
        exchange = new DefinitionExchange(
                database,
                new BatchVerifier(rowVerifier(), executor),
                this,
                identity.verifyingKey(),
                environment.clock(),
                executor);
        InitialRows initial = InitialRows.of(identity, HASHING);
        Room own = Room.privateRoom(identity.privateRoom(), identity.privateAuthorisation(), identity.verifyingKey());
        add(own);
        write(transaction -> transaction.putNode(initial.peer(), null));
    }

    private void definitionsChanged(Collection<Uid> changed) {
        for (Uid room : changed) {
            modified.add(room);
            sessions.forEach(session -> session.definitionChanged(room));
            sessions.forEach(session -> session.pull(room));
        }
    }

    // What tests do.

    /** Add a room in which users may do everything with their own rows, and some with all. */
    static Room room(Uid id, boolean all, TestPeer... users) {
        Map<VerifyingKey, List<UserEntry>> entries = new HashMap<>();
        for (TestPeer user : users) {
            entries.put(user.self(), List.of(new UserEntry(0, true)));
        }
        Authorisation only =
                new Authorisation(id, 0, entries, Map.of(), Map.of("*", List.of(new RightEntry(0, true, all))));
        return new Room(id, 0, Map.of(), Map.of(id, only));
    }

    void add(Room room) {
        rooms.put(room.id(), room);
        write(transaction -> transaction.store().putRoomDefinitionDate(room.id(), room.mdate()));
    }

    /** Put a room in force that has no entry in the room change log. */
    void addWithoutDate(Room room) {
        rooms.put(room.id(), room);
    }

    void write(Consumer<WriteTransaction> task) {
        await(database.write(transaction -> {
            task.accept(transaction);
            return true;
        }));
    }

    <T> T read(Function<StoreReader, T> task) {
        return await(database.read(task));
    }

    <T> T await(CompletionStage<T> stage) {
        return time.await(stage, LIMIT);
    }

    Node message(Uid id, Uid room, String content) {
        long now = environment.clock().millis();
        return signer.sign(
                new Node(id, room, now, now, MESSAGE, "{\"32\":\"" + content + "\"}", null, new byte[0], new byte[0]));
    }

    /** Write a message; the stored row. */
    Node put(Uid room, String content) {
        Node node = message(uids.next(), room, content);
        write(transaction -> transaction.putNode(node, null));
        return node;
    }

    Node update(Node old, String content) {
        Node node = message(old.id(), Objects.requireNonNull(old.roomId()), content);
        write(transaction -> transaction.putNode(
                node, transaction.reader().versions(List.of(old.id())).get(old.id())));
        return node;
    }

    /** Write a row with relations from it, as a mutation does that peers are sent. */
    void putWritten(Node node, List<Edge> edges) {
        write(transaction -> {
            NodeVersion old = transaction.reader().versions(List.of(node.id())).get(node.id());
            transaction.putNode(node, old);
            edges.forEach(edge -> transaction.store().putEdge(edge));
            transaction.written(new SentRow(node, old == null ? 0 : old.mdate(), edges));
        });
    }

    Edge answer(Node source, Node target) {
        return signer.sign(new Edge(
                source.id(), MESSAGE, ANSWERS, target.id(), environment.clock().millis(), new byte[0], new byte[0]));
    }

    /** Link two messages, re-dating the source as a mutation does. */
    Edge link(Node source, Node target) {
        Edge edge = answer(source, target);
        write(transaction -> transaction.store().putEdge(edge));
        update(source, "linked");
        return edge;
    }

    NodeDeletion delete(Node node) {
        NodeDeletion entry = signer.sign(new NodeDeletion(
                Objects.requireNonNull(node.roomId()),
                node.id(),
                node.entity(),
                node.mdate(),
                environment.clock().millis(),
                new byte[0],
                new byte[0]));
        write(transaction -> {
            transaction.store().deleteNode(node.id());
            transaction.putNodeDeletion(entry);
        });
        return entry;
    }

    EdgeDeletion delete(Uid room, Edge edge) {
        EdgeDeletion entry = signer.sign(new EdgeDeletion(
                room,
                edge.src(),
                edge.srcEntity(),
                edge.dest(),
                edge.label(),
                edge.cdate(),
                environment.clock().millis(),
                new byte[0],
                new byte[0]));
        write(transaction -> {
            transaction.store().deleteEdge(edge.src(), edge.label(), edge.dest());
            transaction.putEdgeDeletion(entry);
        });
        return entry;
    }

    @Nullable
    Node stored(Uid id) {
        return read(reader -> Optional.ofNullable(reader.node(id))).orElse(null);
    }

    List<Node> messages(Uid room) {
        return read(reader -> reader.nodesOf(MESSAGE, room));
    }

    /** Both hold the same messages of a room, and the same digests of its days. */
    void assertSame(TestPeer other, Uid room) {
        assertThat(other.messages(room)).containsExactlyInAnyOrderElementsOf(messages(room));
        assertThat(await(other.dailyLog(room))).containsExactlyElementsOf(await(dailyLog(room)));
    }

    /** The relations from a message to its answers. */
    List<Edge> answers(Uid id) {
        return read(reader -> reader.edges(id, ANSWERS));
    }

    boolean hasDeletion(NodeDeletion entry) {
        return read(reader -> reader.hasNodeDeletion(entry));
    }

    // What a session asks for.

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public SyncSettings settings() {
        return settings;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public Executor verifiers() {
        return environment.scheduler().pool("verifiers", 2);
    }

    @Override
    public RowVerifier rowVerifier() {
        return new RowVerifier(signatures, HASHING);
    }

    @Override
    public Signer signer() {
        return signatures;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Rooms rooms() {
        return this;
    }

    @Override
    public @Nullable Room room(Uid id) {
        return rooms.get(id);
    }

    @Override
    public Collection<Room> all() {
        return rooms.values();
    }

    @Override
    public @Nullable Entity entity(String shortName) {
        return MODEL.byShortName(shortName);
    }

    @Override
    public VerifyingKey self() {
        return identity.verifyingKey();
    }

    @Override
    public Uid privateRoom() {
        return identity.privateRoom();
    }

    @Override
    public CompletionStage<Node> ownPeer() {
        return database.read(reader -> Objects.requireNonNull(reader.node(identity.peerUid())));
    }

    @Override
    public Optional<byte[]> signChallenge(byte[] challenge) {
        return identity.prove(challenge);
    }

    @Override
    public Node sign(Node draft) {
        return signer.sign(draft);
    }

    @Override
    public HardwareFingerprint hardware() {
        return hardware;
    }

    @Override
    public RoomDefinitions definitions() {
        return this;
    }

    @Override
    public CompletionStage<Optional<RoomNode>> definition(Uid room) {
        return exchange.definition(room);
    }

    @Override
    public CompletionStage<Received> receive(Uid room, RoomNode received) {
        return exchange.receive(room, received);
    }

    @Override
    public CompletionStage<List<DailyLog>> dailyLog(Uid room) {
        return database.read(reader -> reader.dailyLog(room).stream()
                .map(line -> line.needRecompute() ? computed(reader, line) : line)
                .toList());
    }

    @Override
    public CompletionStage<List<DailyLog>> dailyLogWithMarkedDays(Uid room) {
        return dailyLog(room);
    }

    @Override
    public KeyDerivation hashing() {
        return HASHING;
    }

    @Override
    public CompletionStage<List<DaySpan>> daySpans(Uid room, String entity, long day) {
        return database.read(reader -> {
            DaySpans spans = new DaySpans(HASHING, day);
            reader.forEachDatedSignature(room, entity, day, day + Changes.DAY, spans::add);
            return spans.spans();
        });
    }

    private static DailyLog computed(StoreReader reader, DailyLog line) {
        DailyHash hash = new DailyHash(HASHING);
        reader.forEachSignature(line.roomId(), line.entity(), line.date(), line.date() + Changes.DAY, hash::add);
        return new DailyLog(line.roomId(), line.date(), line.entity(), hash.entries(), hash.hash(), null, false);
    }

    @Override
    public byte @Nullable [] digest(List<DailyLog> lines) {
        return digests ? RoomDigest.of(lines, HASHING) : null;
    }

    @Override
    public Runnable peersMet(WriteTransaction transaction, List<Node> peers) {
        return () -> peersMet.addAll(peers);
    }

    @Override
    public void hardwarePending() {
        hardwarePending++;
    }

    @Override
    public void verified(PeerSession session) {
        connected.add(session.remoteKey().orElseThrow());
    }

    @Override
    public void ended(PeerSession session, boolean wasVerified) {
        sessions.remove(session);
        ended++;
    }

    @Override
    public void roomPulling(PeerSession session, RoomReport soFar) {
        soFarReports.add(soFar);
    }

    @Override
    public void roomFailed(PeerSession session, RoomReport report, DiscretException reason) {
        failures.add(reason.code());
    }

    @Override
    public void roomSynchronized(PeerSession session, RoomReport report) {
        reports.add(report);
    }

    @Override
    public void rowsReceived(PeerSession session, RoomReport report) {
        reports.add(report);
    }
}
