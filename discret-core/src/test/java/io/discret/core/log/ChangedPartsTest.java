package io.discret.core.log;

import static io.discret.core.db.OpenDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.db.OpenDatabase;
import io.discret.core.identity.Days;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.DaySpans;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.StoreReader;
import io.discret.testkit.StoreRows;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a large day are right after every change, and cost what the changed ones hold (docs/protocol/41 §12.4). */
class ChangedPartsTest {
    private static final KeyDerivation HASHING = KeyDerivation.discover();
    private static final long DAY = 20_000 * Days.DAY;
    private static final Uid ROOM = StoreRows.uid(1);
    private static final String ENTITY = "1.0";
    private static final int ROWS = 5_000;

    @TempDir
    Path folder;

    private final Random random = new Random(4);
    private final List<Node> rows = new ArrayList<>();
    private OpenDatabase open;
    private DailyLogs logs;

    @BeforeEach
    void aLargeDay() throws Exception {
        open = new OpenDatabase(folder, node -> null, 16);
        logs = new DailyLogs(open.database, HASHING);
        for (int i = 0; i < ROWS; i++) {
            rows.add(row(StoreRows.uid(100 + i), random.nextInt(40_000_000)));
        }
        await(open.database.write(transaction -> {
            rows.forEach(row -> transaction.putNode(row, null));
            return true;
        }));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private Node row(Uid id, int offset) {
        byte[] signature = new byte[64];
        random.nextBytes(signature);
        return new Node(id, ROOM, 0, DAY + offset, ENTITY, null, null, StoreRows.key(1), signature);
    }

    /** Write a row again at another time of the day. */
    private void change(int number, int offset) throws Exception {
        Node row = row(rows.get(number).id(), offset);
        await(open.database.write(transaction -> {
            transaction.putNode(
                    row, transaction.reader().versions(List.of(row.id())).get(row.id()));
            return true;
        }));
        rows.set(number, row);
    }

    private void delete(int number, int offset) throws Exception {
        Node row = rows.remove(number);
        await(open.database.write(transaction -> {
            transaction.store().deleteNode(row.id());
            transaction.putNodeDeletion(new NodeDeletion(
                    ROOM, row.id(), ENTITY, row.mdate(), DAY + offset, StoreRows.key(1), row.signature()));
            return true;
        }));
    }

    private DailyLog line() throws Exception {
        return await(logs.withMarkedDays(ROOM)).get(0);
    }

    private List<DaySpan> parts() throws Exception {
        return await(logs.spans(ROOM, ENTITY, DAY));
    }

    /** Every part has the digest of what is stored in it, and nothing is left out. */
    private void assertRight(List<DaySpan> parts) throws Exception {
        List<DaySpan> anew = await(open.database.read(reader -> parts.stream()
                .map(part -> {
                    DaySpans all = new DaySpans(HASHING, DAY);
                    reader.forEachDatedSignature(ROOM, ENTITY, DAY + part.from(), DAY + part.until(), all::add);
                    List<DaySpan> digested = all.of(part);
                    assertThat(digested).hasSize(1);
                    return digested.get(0);
                })
                .toList()));
        assertThat(parts).isEqualTo(anew);
        AtomicInteger entries = new AtomicInteger();
        await(open.database.read(reader -> {
            reader.forEachSignature(ROOM, ENTITY, DAY, DAY + Days.DAY, signature -> entries.incrementAndGet());
            return true;
        }));
        assertThat(parts.stream().mapToInt(DaySpan::entries).sum()).isEqualTo(entries.get());
        int end = 0;
        for (DaySpan part : parts) {
            assertThat(part.from()).isGreaterThanOrEqualTo(end);
            end = part.to();
        }
    }

    /** The digest of a large day with a few changes is not computed; its parts are right all the same. */
    @Test
    void partsFollowEveryChange() throws Exception {
        await(logs.of(ROOM));
        for (int i = 0; i < 25; i++) {
            switch (i % 3) {
                case 0 -> change(random.nextInt(rows.size()), random.nextInt((int) Days.DAY));
                case 1 -> change(random.nextInt(rows.size()), 50_000_000 + i);
                default -> delete(random.nextInt(rows.size()), random.nextInt((int) Days.DAY));
            }

            assertThat(line().needRecompute()).isTrue();
            assertRight(parts());
        }
        DailyLog computed = await(logs.of(ROOM)).get(0);
        assertThat(computed.needRecompute()).isFalse();
        assertThat(computed.entryNumber())
                .isEqualTo(parts().stream().mapToInt(DaySpan::entries).sum());
        assertRight(parts());
    }

    /** Many changes, and a day that this process has not digested yet, are computed as ever. */
    @Test
    void whatIsNotKnownIsComputed() throws Exception {
        assertThat(line().needRecompute()).isFalse();
        for (int i = 0; i < 40; i++) {
            change(i, 60_000_000 + i); // two times each
        }
        assertThat(line().needRecompute()).isFalse();
        assertRight(parts());

        DailyLogs afterStart = new DailyLogs(open.database, HASHING);
        change(0, 5);
        assertThat(await(afterStart.withMarkedDays(ROOM)).get(0).needRecompute())
                .isFalse();
        assertRight(await(afterStart.spans(ROOM, ENTITY, DAY)));
    }

    /** A commit that fails changes nothing that is known. */
    @Test
    void whatIsRolledBackCountsForNothing() throws Exception {
        await(logs.of(ROOM));
        List<DaySpan> before = parts();
        Node row = row(rows.get(7).id(), 9);

        assertThat(open.database
                        .write(transaction -> {
                            transaction.putNode(row, null);
                            throw new IllegalStateException("rolled back");
                        })
                        .handle((value, failure) -> failure)
                        .get())
                .isNotNull();

        assertThat(parts()).isEqualTo(before);
        assertThat(line().needRecompute()).isFalse();
    }

    /** One change costs the signatures of two parts, not those of the day. */
    @Test
    void aChangeCostsItsParts() throws Exception {
        await(logs.of(ROOM));
        ChangedParts known = new ChangedParts(HASHING);
        Day day = new Day(ROOM, ENTITY, DAY);
        known.computed(day, parts());
        open.database.onCommit(
                Database.WRITER,
                changes -> changes.forEachMoments((room, entity, date, moments) -> known.changed(day, moments)));
        change(3_000, 70_000_000);

        long read = await(open.database.read(reader -> {
            CountingReader counting = new CountingReader(reader);
            assertThat(known.spans(counting.reader(), day)).isPresent();
            return counting.signatures();
        }));

        assertThat(read).isBetween(1L, 1_025L);
    }

    /** Counts the signatures that are read. */
    private static final class CountingReader {
        private final StoreReader reader;
        private long signatures;

        CountingReader(StoreReader counted) {
            reader = (StoreReader) Proxy.newProxyInstance(
                    StoreReader.class.getClassLoader(),
                    new Class<?>[] {StoreReader.class},
                    (proxy, method, arguments) -> {
                        counted.forEachSignature(
                                (Uid) arguments[0],
                                (String) arguments[1],
                                (Long) arguments[2],
                                (Long) arguments[3],
                                signature -> signatures++);
                        return method.invoke(counted, arguments);
                    });
        }

        StoreReader reader() {
            return reader;
        }

        long signatures() {
            return signatures;
        }
    }
}
