package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.core.db.OpenDatabase;
import io.discret.core.read.ModelInForce;
import io.discret.core.read.QueryExecutor;
import io.discret.query.DataModel;
import io.discret.spi.Node;
import io.discret.spi.StoreWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large results row by row, on a real encrypted file. */
class RowStreamTest {
    private static final int MANY = 200_000;
    private static final int ROW_LENGTH = 300;
    private static final long MEMORY = 16L << 20;

    private record Line(long number, String text) {}

    private ModelInForce model;
    private OpenDatabase open;
    private QueryExecutor queries;

    @BeforeEach
    void open(@TempDir Path folder) {
        model = new ModelInForce(
                DataModel.system().update("{ Line(no_full_text_index) { number: Integer, text: String } }"));
        open = new OpenDatabase(folder, model, 1024);
        queries = new QueryExecutor(open.database, model);
    }

    @AfterEach
    void close() {
        open.close();
    }

    /** What is held while 200,000 rows of 60 MB go by is a portion, not the result. */
    @Test
    void memoryIsThatOfAPortion() {
        insert(0, MANY);
        long before = usedMemory();
        long most = 0;
        long rows = 0;
        long sum = 0;

        try (Stream<Line> stream = stream("query { Line { number text } }", Line.class)) {
            for (Iterator<Line> each = stream.iterator(); each.hasNext(); ) {
                sum += each.next().number();
                if (++rows % (MANY / 4) == 0) {
                    most = Math.max(most, usedMemory());
                }
            }
        }

        assertThat(rows).isEqualTo(MANY);
        assertThat(sum).isEqualTo((long) MANY * (MANY - 1) / 2);
        assertThat(most - before).isLessThan(MEMORY);
        assertThat((long) MANY * ROW_LENGTH).isGreaterThan(3 * MEMORY);
    }

    /** The rows are those of {@code query}: filters, order, paging, limits, groups. */
    @Test
    void rowsAreThoseOfTheQuery() throws Exception {
        insert(0, 700);
        for (String text : List.of(
                "query { Line(number >= $n, order_by(number desc)) { number text } }",
                "query { Line(order_by(number asc), after($n), first 300, skip 7) { n: number } }",
                "query { Line(number > $n) { n: count() s: sum(number) } }",
                "query { Line(first $n) { number } }",
                "query { x: Line(number = 12, number > $n) { id } }")) {
            Parameters parameters = Parameters.of("n", 10);
            String all = OpenDatabase.await(queries.query(text, parameters)).text();

            try (Stream<String> stream = stream(text, parameters, String.class)) {
                String joined = String.join(",", stream.toList());
                assertThat(all).isEqualTo(all.substring(0, all.indexOf('[') + 1) + joined + "]\n}");
            }
        }
    }

    /** The stream is of the moment of the call; writing goes on beside it. */
    @Test
    void aStreamIsOneSnapshotAndBlocksNobody() {
        insert(0, 1000);
        try (Stream<Line> stream = stream("query { Line(order_by(number asc)) { number text } }", Line.class)) {
            Iterator<Line> rows = stream.iterator();
            assertThat(rows.next().number()).isZero();

            insert(1000, 1000);

            List<Line> rest = new ArrayList<>();
            rows.forEachRemaining(rest::add);
            assertThat(rest).hasSize(999);
        }
        try (Stream<String> stream = stream("query { Line { number } }", String.class)) {
            assertThat(stream.count()).isEqualTo(2000);
        }
    }

    @Test
    void streamsAreBoundedAndClosingMakesRoom() {
        insert(0, 10);
        List<Stream<String>> streams = new ArrayList<>();
        ErrorCode refusal = null;
        while (refusal == null && streams.size() < 100) {
            try {
                streams.add(stream("query { Line { number } }", String.class));
            } catch (DiscretException e) {
                refusal = e.code();
            }
        }
        assertThat(refusal).isEqualTo(ErrorCode.TOO_MANY_STREAMS);
        assertThat(streams).hasSize(16);

        streams.get(3).close();
        streams.get(3).close();
        Stream<String> next = stream("query { Line { number } }", String.class);
        assertThat(next.toList()).hasSize(10); // read to the end: closed
        streams.set(3, stream("query { Line { number } }", String.class));
        streams.forEach(Stream::close);
    }

    @Test
    void closingTheDatabaseEndsOpenStreams() {
        insert(0, 1000);
        Stream<String> stream = stream("query { Line { number } }", String.class);
        Iterator<String> rows = stream.iterator();
        rows.next();

        open.database.close().join();

        assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        stream.close();
    }

    @Test
    void severalSelectionsAndUnfitTypesAreRefused() {
        insert(0, 1);
        assertThatThrownBy(() -> stream("query { Line { number } l: Line { text } }", String.class))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        try (Stream<Line> stream = stream("query { Line { number: text } }".replace("number: ", "n: "), Line.class)) {
            assertThatThrownBy(stream::toList).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                    .isEqualTo(ErrorCode.RESULT_CONVERSION));
        }
    }

    private <T> Stream<T> stream(String query, Class<T> type) {
        return stream(query, Parameters.create(), type);
    }

    private <T> Stream<T> stream(String query, Parameters parameters, Class<T> type) {
        return RowStream.of(BlockingCalls.await(queries.rows(query, parameters)), type);
    }

    private void insert(int from, int count) {
        open.database
                .write(transaction -> {
                    StoreWriter store = transaction.store();
                    for (int i = from; i < from + count; i++) {
                        Uid id = Uid.of(ByteBuffer.allocate(16).putLong(0, i).array());
                        String json = "{\"32\":" + i + ",\"33\":\"" + "x".repeat(ROW_LENGTH) + "\"}";
                        store.putNode(new Node(id, null, i, i, "0", json, null, new byte[33], new byte[64]), null);
                    }
                    return null;
                })
                .join();
    }

    @SuppressWarnings("SystemGc") // what is measured is what stays
    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
