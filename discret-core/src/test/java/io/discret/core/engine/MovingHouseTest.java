package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.ArchiveSummary;
import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.core.archive.MemoryArchive;
import io.discret.core.identity.Identity;
import io.discret.spi.Assembly;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database moves through an archive, from every store to every store, and nothing of it is lost. */
class MovingHouseTest {
    private static final String MODEL =
            "{ Plant { name: String, petals: Integer nullable, pots: [Pot] nullable, index(name) } Pot { size: Integer } }";
    private static final String ALL =
            "query { Plant(nullable(pots)) { id room_id cdate mdate name petals verifying_key _signature pots"
                    + " { id size } } Pot { id size mdate _signature } rooms: sys.Room { id mdate } }";
    private static final String FOUND = "query { Plant(search(\"tulip\")) { id name } }";

    /** Enough for several chunks. */
    private static final int MANY = 3_000;

    private final KeyDerivation derivation = KeyDerivation.discover();
    private final Signer signer = Providers.choose(
                    SignerProvider.class, Optional.empty(), "discret-crypto-bouncycastle")
            .create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"sqlcipher,h2", "h2,sqlcipher", "sqlcipher,sqlcipher", "h2,h2"})
    void everyRowSignatureAndAnswerIsTheSame(String from, String to) {
        Path archive = folder.resolve("moved");
        String all;
        String found;
        ArchiveSummary exported;
        try (Discret app = open(folder.resolve("old"), from)) {
            fill(app, MANY);
            all = app.query(ALL).text();
            found = app.query(FOUND).text();
            exported = app.exportTo(archive);
        }
        Everything before = everything(folder.resolve("old"), from);

        ArchiveSummary imported =
                Discret.importFrom(configuration(folder.resolve("new"), 0), assembly(to), file(archive));

        assertThat(imported).isEqualTo(exported);
        assertThat(imported.rows()).isGreaterThan(MANY);
        assertThat(imported.deletions()).isEqualTo(3);
        assertThat(imported.refused()).isZero();
        try (Discret app = open(folder.resolve("new"), to)) {
            assertThat(app.query(ALL).text()).isEqualTo(all);
            assertThat(app.query(FOUND).text()).isEqualTo(found);
            assertThat(app.explain("query { Plant(name = \"a\") { id } }")).isNotBlank();
        }
        assertThat(everything(folder.resolve("new"), to)).isEqualTo(before);
    }

    @Test
    void aBackupIsOfOneMomentWhileTheDatabaseGoesOn() {
        Path archive = folder.resolve("backup");
        AtomicBoolean end = new AtomicBoolean();
        String room;
        List<ArchiveSummary> backups = new ArrayList<>();
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, MANY);
            room = app.privateRoom();
            // Two rows of one mutation: a backup that holds one without the other is of no moment.
            CompletableFuture<Long> writes = CompletableFuture.supplyAsync(() -> {
                long count = 0;
                while (!end.get()) {
                    app.mutate(
                            "mutate { a: Plant { room_id: $room name: \"pair\" } b: Plant { room_id: $room name: \"pair\" } }",
                            Parameters.of("room", room));
                    count++;
                }
                return count;
            });
            for (int i = 0; i < 5; i++) {
                backups.add(app.exportTo(folder.resolve("backup" + i)));
            }
            end.set(true);
            assertThat(writes.join()).as("writes beside the backups").isPositive();
        }
        for (int i = 0; i < backups.size(); i++) {
            Path copy = folder.resolve("copy" + i);
            Discret.importFrom(configuration(copy, 0), assembly("sqlcipher"), file(folder.resolve("backup" + i)));
            try (Discret app = open(copy, "sqlcipher")) {
                long pairs = app.query("query { n: Plant(name = \"pair\") { n: count() } }")
                        .first("n", Count.class)
                        .orElseThrow()
                        .n();
                assertThat(pairs % 2).isZero();
            }
        }
        assertThat(archive).doesNotExist();
    }

    @Test
    void anExportThatIsInterruptedAnywhereGoesOnAndIsOfOneMoment() throws IOException {
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, MANY);
            MemoryArchive whole = new MemoryArchive();
            ArchiveSummary all = app.exportTo(whole);
            assertThat(all.continued()).isFalse();
            for (int failAt = 1; failAt < whole.writes(); failAt++) {
                MemoryArchive part = new MemoryArchive();
                part.failAtWrite(failAt);
                assertThatThrownBy(() -> app.exportTo(part)).satisfies(code(ErrorCode.STORAGE));
                part.failAtWrite(0);

                ArchiveSummary rest = app.exportTo(part);

                assertThat(rest.rows()).isEqualTo(all.rows());
                assertThat(rest.continued()).as("failed at write %d", failAt).isEqualTo(failAt > 2);
                assertThat(part.size()).isEqualTo(whole.size());
            }
            // What changed since the interruption is written anew.
            MemoryArchive part = new MemoryArchive();
            part.failAtWrite(whole.writes() - 1);
            assertThatThrownBy(() -> app.exportTo(part)).satisfies(code(ErrorCode.STORAGE));
            part.failAtWrite(0);
            app.mutate("mutate { Plant { name: \"the last tulip\" } }");
            app.exportTo(part);

            Discret.importFrom(configuration(folder.resolve("new"), 0), assembly("sqlcipher"), part);
            try (Discret copy = open(folder.resolve("new"), "sqlcipher")) {
                assertThat(copy.query(ALL).text()).isEqualTo(app.query(ALL).text());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"sqlcipher", "h2"})
    void anImportThatIsInterruptedAnywhereGoesOn(String store) throws IOException {
        MemoryArchive archive = new MemoryArchive();
        String all;
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, 2 * MANY);
            all = app.query(ALL).text();
            app.exportTo(archive);
        }
        Path target = folder.resolve("new");
        long reads = archive.readsOf(
                () -> Discret.importFrom(configuration(folder.resolve("other"), 0), assembly(store), archive));
        // The first half of the reads only authenticates.
        long before = 0;
        for (long failAt = reads / 2 + 5; failAt < reads; failAt += 2) {
            archive.failAtRead(failAt);
            assertThatThrownBy(() -> Discret.importFrom(configuration(target, 0), assembly(store), archive))
                    .satisfies(code(ErrorCode.STORAGE));
            assertThatThrownBy(() -> open(target, store)).satisfies(code(ErrorCode.IMPORT_UNFINISHED));
            before++;
        }
        assertThat(before).as("interruptions").isGreaterThan(2);
        archive.failAtRead(0);

        ArchiveSummary rest = Discret.importFrom(configuration(target, 0), assembly(store), archive);

        assertThat(rest.continued()).isTrue();
        try (Discret app = open(target, store)) {
            assertThat(app.query(ALL).text()).isEqualTo(all);
        }
    }

    @Test
    void anInterruptedImportGoesOnWithTheSameArchiveOnly() {
        MemoryArchive archive = new MemoryArchive();
        MemoryArchive other = new MemoryArchive();
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, MANY);
            app.exportTo(archive);
            app.exportTo(other);
        }
        Path target = folder.resolve("new");
        long reads = archive.readsOf(
                () -> Discret.importFrom(configuration(folder.resolve("other"), 0), assembly("sqlcipher"), archive));
        archive.failAtRead(reads - 2);
        assertThatThrownBy(() -> Discret.importFrom(configuration(target, 0), assembly("sqlcipher"), archive))
                .satisfies(code(ErrorCode.STORAGE));

        assertThatThrownBy(() -> Discret.importFrom(configuration(target, 0), assembly("sqlcipher"), other))
                .satisfies(code(ErrorCode.DATABASE_EXISTS));
    }

    @Test
    void aDatabaseThatIsThereIsNotTouched() {
        MemoryArchive archive = new MemoryArchive();
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, 3);
            app.exportTo(archive);
        }
        Everything before = everything(folder.resolve("old"), "sqlcipher");

        assertThatThrownBy(() ->
                        Discret.importFrom(configuration(folder.resolve("old"), 0), assembly("sqlcipher"), archive))
                .satisfies(code(ErrorCode.DATABASE_EXISTS));

        assertThat(everything(folder.resolve("old"), "sqlcipher")).isEqualTo(before);
    }

    @Test
    void aForeignFileIsRefusedAndLeavesNothing() {
        MemoryArchive archive = new MemoryArchive();
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, 3);
            app.exportTo(archive);
        }
        Path target = folder.resolve("new");

        assertThatThrownBy(() -> Discret.importFrom(configuration(target, 1), assembly("sqlcipher"), archive))
                .satisfies(code(ErrorCode.ARCHIVE_FOREIGN))
                .hasMessageContaining("another user");
        assertThatThrownBy(() -> Discret.importFrom(
                        configuration(target, 0),
                        assembly("sqlcipher"),
                        MemoryArchive.of("a text, no archive ".repeat(9))))
                .satisfies(code(ErrorCode.ARCHIVE_FOREIGN));
        assertThatThrownBy(
                        () -> Discret.importFrom(configuration(target, 0), assembly("sqlcipher"), new MemoryArchive()))
                .satisfies(code(ErrorCode.ARCHIVE_FOREIGN));
        assertThat(target).doesNotExist();
    }

    @Test
    void aFileThatIsThereIsNotReplacedAndPartsAreForTheirOwnerOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "precious");
        Files.writeString(folder.resolve("foreign.part"), "no archive, but long enough to be one: ".repeat(9));
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            assertThatThrownBy(() -> app.exportTo(file)).satisfies(code(ErrorCode.FILE_EXISTS));
            assertThat(file).hasContent("precious");
            assertThatThrownBy(() -> app.exportTo(folder.resolve("foreign")))
                    .satisfies(code(ErrorCode.ARCHIVE_FOREIGN));
            assertThat(folder.resolve("foreign.part")).content().startsWith("no archive");
            assertThatThrownBy(() -> app.exportTo(folder.resolve("missing").resolve("file")))
                    .satisfies(code(ErrorCode.STORAGE))
                    .hasMessageContaining("no such file or folder");

            app.exportTo(folder.resolve("made"));

            assertThat(folder.resolve("made.part")).doesNotExist();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("made"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aDatabaseThatClosesEndsItsExport() {
        Discret app = open(folder.resolve("old"), "sqlcipher");
        fill(app, MANY);
        MemoryArchive archive = new MemoryArchive();
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        archive.afterWrite(2, () -> closing.add(app.async().close()));

        assertThatThrownBy(() -> app.exportTo(archive)).satisfies(code(ErrorCode.CLOSED));
        app.close();
        assertThat(closing).hasSize(1).allMatch(CompletableFuture::isDone);
    }

    @Test
    void rowsThatAreNotGenuineAreLeftOutAndCounted() {
        MemoryArchive archive = new MemoryArchive();
        String good;
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            fill(app, 10);
            good = app.mutate("mutate { p: Plant { name: \"damaged tulip\" } }").id("p");
        }
        try (Store store = store(folder.resolve("old"), "sqlcipher")) {
            Node row = store.reader().node(io.discret.api.Uid.parse(good));
            byte[] signature = row.signature().clone();
            signature[7] ^= 1;
            store.writer().begin();
            store.writer()
                    .putNode(
                            new Node(
                                    row.id(),
                                    row.roomId(),
                                    row.cdate(),
                                    row.mdate(),
                                    row.entity(),
                                    row.json(),
                                    row.binary(),
                                    row.verifyingKey(),
                                    signature),
                            null);
            store.writer().commit();
        }
        try (Discret app = open(folder.resolve("old"), "sqlcipher")) {
            app.exportTo(archive);
        }

        ArchiveSummary imported = Discret.importFrom(configuration(folder.resolve("new"), 0), assembly("h2"), archive);

        assertThat(imported.refused()).isEqualTo(1);
        try (Discret app = open(folder.resolve("new"), "h2")) {
            assertThat(app.query("query { Plant(name = \"damaged tulip\") { id } }")
                            .text())
                    .doesNotContain(good);
            assertThat(app.query("query { n: Plant { n: count() } }")
                            .first("n", Count.class)
                            .orElseThrow()
                            .n())
                    .isEqualTo(10);
        }
    }

    private record Count(long n) {}

    /** Rows in rooms and outside, relations, a shared room with history, and deletions of rows and relations. */
    private void fill(Discret app, int plants) {
        Parameters own = Parameters.of("me", app.verifyingKey());
        String room = app.mutate(
                        "mutate { r: sys.Room { admin: [{ verif_key: $me }] authorisations: [{ name: \"all\" rights: [{ entity:"
                                + " \"*\" mutate_self: true mutate_all: true }] users: [{ verif_key: $me }] }] } }",
                        own)
                .id("r");
        try (io.discret.api.MutationStream stream = app.mutationStream()) {
            for (int i = 0; i < plants; i++) {
                Parameters parameters = Parameters.of("name", (i % 10 == 0 ? "tulip " : "rose ") + i);
                parameters.add("petals", (long) i % 7);
                boolean inRoom = i % 3 != 0;
                if (inRoom) {
                    parameters.add("room", i % 3 == 1 ? room : app.privateRoom());
                }
                stream.send(
                        "mutate { Plant { " + (inRoom ? "room_id: $room " : "") + "name: $name petals: $petals } }",
                        parameters);
            }
        }
        if (plants < 100) {
            return;
        }
        for (int i = 0; i < 5; i++) {
            String plant = app.mutate(
                            "mutate { p: Plant { room_id: $room name: \"potted tulip\" pots: [{ size: 1 }, { size: 2 }] } }",
                            Parameters.of("room", room))
                    .id("p");
            if (i == 0) {
                String pot = app.query(
                                "query { p: Plant(id = $id) { pots(order_by(size asc)) { id } } }",
                                Parameters.of("id", plant))
                        .text()
                        .replaceAll("(?s).*?\"pots\":\\[\\{\"id\":\"([^\"]*)\".*", "$1");
                Parameters both = Parameters.of("id", plant);
                both.add("pot", pot);
                app.delete("delete { Plant { $id pots[$pot] } }", both);
            } else if (i < 3) {
                app.delete("delete { Plant { $id } }", Parameters.of("id", plant));
            }
        }
    }

    private record Everything(
            List<Node> nodes,
            List<Edge> edges,
            List<NodeDeletion> nodeDeletions,
            List<EdgeDeletion> edgeDeletions,
            Map<String, String> settings,
            Map<io.discret.api.Uid, Long> rooms,
            Map<io.discret.api.Uid, List<List<Object>>> days) {}

    /** All that a store holds; hashes of days that wait for a computation are not compared. */
    private Everything everything(Path folder, String id) {
        try (Store store = store(folder, id);
                StoreReader reader = store.reader()) {
            List<Node> nodes = new ArrayList<>();
            List<Edge> edges = new ArrayList<>();
            List<NodeDeletion> nodeDeletions = new ArrayList<>();
            List<EdgeDeletion> edgeDeletions = new ArrayList<>();
            reader.forEachNode(nodes::add);
            reader.forEachEdge(edges::add);
            reader.forEachNodeDeletion(nodeDeletions::add);
            reader.forEachEdgeDeletion(edgeDeletions::add);
            Map<String, String> settings = new HashMap<>(reader.configurations());
            settings.remove("Import");
            Map<io.discret.api.Uid, List<List<Object>>> days = new HashMap<>();
            reader.lastDays()
                    .keySet()
                    .forEach(room -> days.put(
                            room,
                            reader.dailyLog(room).stream()
                                    .map(MovingHouseTest::day)
                                    .toList()));
            return new Everything(
                    nodes, edges, nodeDeletions, edgeDeletions, settings, reader.roomDefinitionDates(), days);
        }
    }

    private static List<Object> day(DailyLog line) {
        return List.of(line.date(), line.entity());
    }

    private Store store(Path folder, String id) {
        try (Identity identity = Identity.of("example.org/garden", material(0), signer, derivation)) {
            return provider(id)
                    .open(new StoreOptions(
                            folder.resolve(identity.databasePath()),
                            identity.databaseSecret(),
                            2048,
                            2048,
                            false,
                            false));
        }
    }

    private static StoreProvider provider(String id) {
        return Providers.choose(StoreProvider.class, Optional.of(id), "discret-store-" + id);
    }

    private static KeyMaterial material(int person) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) person;
        return KeyMaterial.of(bytes);
    }

    private Configuration configuration(Path folder, int person) {
        return Configuration.builder()
                .model(MODEL)
                .applicationKey("example.org/garden")
                .keyMaterial(material(person))
                .folder(folder)
                .build();
    }

    private Assembly assembly(String store) {
        return new Assembly(Optional.empty(), provider(store), new OffLine(), List.of(), signer, derivation);
    }

    private Discret open(Path folder, String store) {
        return Discret.open(configuration(folder, 0), assembly(store));
    }

    private static MemoryArchive file(Path archive) {
        try {
            return MemoryArchive.of(Files.readAllBytes(archive));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static java.util.function.Consumer<Throwable> code(ErrorCode code) {
        return failure -> assertThat(Stream.of(failure)
                        .filter(DiscretException.class::isInstance)
                        .map(DiscretException.class::cast)
                        .map(DiscretException::code))
                .containsExactly(code);
    }
}
