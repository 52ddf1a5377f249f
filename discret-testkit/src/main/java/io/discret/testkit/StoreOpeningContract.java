package io.discret.testkit;

import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan.Operator;
import io.discret.spi.ScalarType;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prove that a store keeps its file to its owner: locks, keys, rights, encryption (docs/protocol/20 §13). */
public abstract class StoreOpeningContract {
    private static final String SECRET = "a text that nobody else may read";

    private Path folder;

    /** The provider to prove. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void remember(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void whatWasCommittedIsThereAfterOpeningAgain() {
        fill();

        try (Store again = open(key(1))) {
            assertThat(again.reader().node(uid(1))).isNotNull();
            assertThat(again.reader().configuration("k")).isEqualTo("v");
        }
    }

    @Test
    void theKeyIsCopied() {
        byte[] key = key(1);
        try (Store store = open(key)) {
            Arrays.fill(key, (byte) 0);
            assertThat(store.reader().configuration("k")).isNull();
        }
        try (Store again = open(key(1))) {
            assertThat(again.reader().configuration("k")).isNull();
        }
    }

    @Test
    void aSecondStoreOfThisProcessIsRefusedUntilTheFirstIsClosed() {
        Store first = open(key(1));
        for (int i = 0; i < 2; i++) {
            assertCode(ErrorCode.FOLDER_LOCKED, () -> open(key(1)));
        }
        assertCode(ErrorCode.FOLDER_LOCKED, () -> open(key(2)));
        first.close();

        open(key(1)).close();
    }

    @Test
    void anotherFileOfTheSameFolderIsNotLocked() {
        try (Store first = open(key(1));
                Store second = provider().open(options("other", key(2)))) {
            assertThat(first.description()).isEqualTo(second.description());
        }
    }

    @Test
    void aWrongKeyIsSaidAndLeavesEveryFileAsItWas() {
        fill();
        Map<String, String> before = files();

        assertCode(ErrorCode.WRONG_KEY, () -> open(key(2)));

        assertThat(files()).isEqualTo(before);
        try (Store again = open(key(1))) {
            assertThat(again.reader().node(uid(1))).isNotNull();
        }
    }

    @Test
    void aMissingFileThatMustExistIsSaidAndNothingIsMade() {
        StoreOptions existing =
                new StoreOptions(folder.resolve("sub").resolve("store"), key(1), 2048, 2048, false, false);

        assertCode(ErrorCode.DATABASE_MISSING, () -> provider().open(existing));

        assertThat(folder.resolve("sub")).doesNotExist();
        fill();
        try (Store again = provider().open(existing)) {
            assertThat(again.reader().configuration("k")).isEqualTo("v");
        }
    }

    @Test
    void aFileOfSomethingElseIsLeftAsItWas() {
        for (int size : new int[] {1, 100, 8192, 20_000}) {
            fill();
            byte[] garbage = new byte[size];
            Arrays.fill(garbage, (byte) 'x');
            Path file = mainFile();
            write(file, garbage);
            Map<String, String> before = files();

            assertCode(ErrorCode.WRONG_KEY, () -> open(key(1)));

            assertThat(files()).isEqualTo(before);
            clean();
        }
    }

    @Test
    void nothingOfTheDataIsReadableInTheFiles() {
        try (Store store = open(key(1))) {
            write(store);
            assertNoSecret();
        }
        assertNoSecret();
    }

    @Test
    void onlyTheOwnerMayReadFoldersAndFiles() {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (Store store = open(key(1))) {
            write(store);
            assertThat(rights(folder.resolve("sub"))).isEqualTo("rwx------");
            for (String name : files().keySet()) {
                assertThat(rights(folder.resolve("sub").resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void indicesNeverChangeResultsAndMayBeMadeAndDroppedAgain() {
        Expression name = new Expression.Field("32", ScalarType.STRING, null);
        Expression other = new Expression.Field("33", ScalarType.INTEGER, null);
        try (Store store = open(key(1))) {
            write(store);
            StoreWriter writer = store.writer();
            String before = byName(store, name);
            writer.begin();
            writer.createIndex("my index\"'; DROP", "0", List.of(name, other));
            writer.createIndex("my index\"'; DROP", "0", List.of(name, other));
            writer.commit();
            assertThat(byName(store, name)).isEqualTo(before).contains(SECRET);
            writer.begin();
            writer.dropIndex("my index\"'; DROP");
            writer.dropIndex("my index\"'; DROP");
            writer.dropIndex("never there");
            writer.commit();
            assertThat(byName(store, name)).isEqualTo(before);
        }
    }

    private static String byName(Store store, Expression name) {
        return store.reader()
                .query(
                        Plans.of("0")
                                .where(name, Operator.EQUAL, SECRET)
                                .show("n", name)
                                .plan("x"),
                        Map.of());
    }

    private Store open(byte[] key) {
        return provider().open(options("store", key));
    }

    private StoreOptions options(String name, byte[] key) {
        return new StoreOptions(folder.resolve("sub").resolve(name), key, 2048, 2048, false);
    }

    private static byte[] key(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) number);
        return key;
    }

    private void fill() {
        try (Store store = open(key(1))) {
            write(store);
        }
    }

    private static void write(Store store) {
        StoreWriter writer = store.writer();
        writer.begin();
        writer.putNode(node(1, null, "0", 1, "{\"32\":\"" + SECRET + "\"}"), SECRET);
        writer.putConfiguration("k", "v");
        writer.commit();
    }

    private void assertNoSecret() {
        for (String hex : files().values()) {
            assertThat(hex.contains(HexFormat.of().formatHex("nobody else".getBytes(StandardCharsets.UTF_8))))
                    .isFalse();
        }
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    /** The biggest file is the database. */
    private Path mainFile() {
        String name = files().entrySet().stream()
                .max(Comparator.comparingInt(
                        (Map.Entry<String, String> entry) -> entry.getValue().length()))
                .orElseThrow()
                .getKey();
        return folder.resolve("sub").resolve(name);
    }

    /** The content of every file, by name, as hex. */
    private Map<String, String> files() {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder.resolve("sub"))) {
            for (Path path : paths.toList()) {
                contents.put(String.valueOf(path.getFileName()), HexFormat.of().formatHex(Files.readAllBytes(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private void clean() {
        for (String name : files().keySet()) {
            try {
                Files.delete(folder.resolve("sub").resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
