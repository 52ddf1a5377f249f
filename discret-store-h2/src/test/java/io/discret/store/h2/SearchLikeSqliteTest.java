package io.discret.store.h2;

import static io.discret.testkit.StoreRows.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.SystemColumn;
import io.discret.store.sqlcipher.SqlCipherStoreProvider;
import io.discret.testkit.Plans;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given the same texts, FTS5 and the search of this module find the same rows in the same order (docs/protocol/12 §9). */
class SearchLikeSqliteTest {
    private static final String[] WORDS = {
        "lamp",
        "lamps",
        "Harbour",
        "light",
        "LIGHT",
        "lighthouse",
        "e-mail",
        "été",
        "ÉTÉ",
        "日本語の本",
        "𝄞𝄞𝄞𝄞",
        "straße",
        "ΣΊΣΥΦΟΣ",
        "a",
        "of",
        "\"",
        "the",
        "İstanbul",
        "ſame",
        "same",
        "x_y",
        "42",
        "4242",
        "NEAR",
        "text"
    };

    private static final String[] SIGNS = {
        " ", " AND ", " OR ", " NOT ", " (", ") ", "\"", "+", "*", " ^", " NEAR(", ", 3)", ")", "text:", "-", "{", "'",
        "\u001a"
    };

    @Test
    void theSameRowsInTheSameOrder(@TempDir Path folder) {
        Random random = new Random(7);
        try (Store h2 = open(new H2StoreProvider(), folder.resolve("h2"));
                Store sqlite = open(new SqlCipherStoreProvider(), folder.resolve("sqlite"))) {
            for (int number = 0; number < 60; number++) {
                String text = text(random);
                put(h2, number, text);
                put(sqlite, number, text);
            }
            int found = 0;
            for (int i = 0; i < 250; i++) {
                String search = i < WORDS.length ? WORDS[i] : expression(random);
                String expected = sqlite.reader().query(plan(search), Map.of());
                assertThat(h2.writer().query(plan(search), Map.of()))
                        .as("search %s", search)
                        .isEqualTo(expected);
                found += expected.contains("mdate") ? 1 : 0;
            }
            assertThat(found).isGreaterThan(50);
        }
    }

    private static Store open(StoreProvider provider, Path file) {
        return provider.open(new StoreOptions(file, new byte[32], 2048, 2048, false));
    }

    private static void put(Store store, int number, String text) {
        store.writer().begin();
        store.writer().putNode(node(number, null, "0", number, "{}"), text);
        store.writer().commit();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private static String expression(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            if (random.nextInt(3) > 0 || i > 0) {
                text.append(random.nextInt(3) == 0 ? SIGNS[random.nextInt(SIGNS.length)] : " ");
            }
        }
        return text.toString();
    }

    private static QueryPlan plan(String search) {
        return Plans.of("0")
                .search(search)
                .show("mdate", new Expression.Column(SystemColumn.MDATE, false))
                .plan("x");
    }
}
