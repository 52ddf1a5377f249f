package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import io.discret.store.jdbc.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many texts wait at most for the full-text index; those beyond enter it together (decision 011). */
final class WaitingLimitTest {
    private static final int MOST_WAITING = 32_768 + 1024;
    private static final int ROWS = 36_000;
    private static final int GROUP = 90;
    private static final String LONG = "x".repeat(60_000);

    @TempDir
    Path folder;

    @Test
    void smallGroupsEnterTheIndexTogether() throws SQLException {
        try (Store store = CipherFile.open(folder);
                Session session = CipherFile.session(folder)) {
            long segments = 0;
            for (int from = 0; from < ROWS; from += GROUP) {
                put(store.writer(), from, GROUP, "word ");
                if (from == MOST_WAITING / GROUP * GROUP) {
                    segments = segments(session);
                }
            }

            assertThat(waiting(session)).isBetween(MOST_WAITING - 2048L, (long) MOST_WAITING);
            assertThat(segments(session) - segments).as("one for many groups").isLessThan(8);
            store.writer().begin();
            store.writer().catchUp(Integer.MAX_VALUE);
            store.writer().commit();
            assertThat(waiting(session)).isZero();
            assertThat(CipherFile.number(session, "SELECT count(*) FROM _node_fts WHERE _node_fts MATCH 'word'"))
                    .isEqualTo(ROWS);
        }
    }

    /** Few texts that are long enter little by little, so that no commit takes a second. */
    @Test
    void longTextsDoNotWaitForManyOthers() throws SQLException {
        try (Store store = CipherFile.open(folder);
                Session session = CipherFile.session(folder)) {
            for (int i = 0; i < 300; i++) {
                put(store.writer(), i, 1, LONG);
            }

            assertThat(CipherFile.number(session, "SELECT sum(length(content)) FROM _text_waiting"))
                    .isBetween(6L << 20, 8L << 20);
        }
    }

    private static void put(StoreWriter writer, int from, int rows, String text) {
        writer.begin();
        for (int i = from; i < from + rows; i++) {
            CipherFile.put(writer, i, text + i);
        }
        writer.commitLazily();
    }

    private static long waiting(Session session) {
        return CipherFile.number(session, "SELECT count(*) FROM _text_waiting");
    }

    /** Segments of the index: what a commit adds to it is one, and all are merged in the end. */
    private static long segments(Session session) {
        return CipherFile.number(session, "SELECT count(DISTINCT segid) FROM _node_fts_idx");
    }
}
