package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All parsers of a language share the tables that ANTLR fills while it reads: several threads read what one reads. */
class ParallelReadingTest {
    private static final int THREADS = 4;
    private static final int TEXTS = 300;

    private static final DataModel MODEL = DataModel.system()
            .update("{ A { x: Integer, s: String, b: Boolean nullable, j: Json nullable, as: [A] nullable, a: A"
                    + " nullable } }");

    private static String text(Random random) {
        String[] parts = {
            "x",
            "s",
            "n: count()",
            "deep: j->$.a[1]",
            "as { x s }",
            "a { x as { s } }",
            "y",
            "x x",
            "m: max(x)",
            "{",
            "b"
        };
        String[] filters = {
            "x=1", "s!=\"q\"", "x<$v", "b=null", "order_by(x asc)", "first 3", "j->$.b=\"z\"", "x=", "no=1"
        };
        StringBuilder text = new StringBuilder("query { r: A");
        if (random.nextBoolean()) {
            text.append('(').append(filters[random.nextInt(filters.length)]);
            if (random.nextBoolean()) {
                text.append(", ").append(filters[random.nextInt(filters.length)]);
            }
            text.append(')');
        }
        text.append(" { ");
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(parts[random.nextInt(parts.length)]).append(' ');
        }
        return text.append("} }").toString();
    }

    private static String read(String text) {
        try {
            return PlanText.of(MODEL, Languages.query(MODEL, text).plan());
        } catch (DiscretException e) {
            return e.code() + " " + e.getMessage();
        }
    }

    @Test
    @Timeout(120)
    void severalThreadsReadWhatOneReads() throws Exception {
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(text(random));
        }
        List<Map<String, String>> answers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier begin = new CyclicBarrier(THREADS);
            List<Future<Map<String, String>>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                List<String> order = new ArrayList<>(texts);
                Collections.shuffle(order, new Random(thread));
                Callable<Map<String, String>> task = () -> {
                    Map<String, String> own = new ConcurrentHashMap<>();
                    begin.await();
                    order.forEach(text -> own.put(text, read(text)));
                    return own;
                };
                all.add(threads.submit(task));
            }
            for (Future<Map<String, String>> one : all) {
                answers.add(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
        for (String text : texts) {
            String alone = read(text);
            assertThat(answers).allSatisfy(own -> assertThat(own).containsEntry(text, alone));
        }
    }
}
