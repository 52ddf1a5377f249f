package io.discret.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.query.DataModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/protocol/12 §15: texts are read once, failures are not kept, a new model forgets. */
class PlanCacheTest {
    private final List<String> reads = new ArrayList<>();
    private final PlanCache<String> cache = new PlanCache<>(text -> {
        reads.add(text);
        if (text.startsWith("bad")) {
            throw new IllegalArgumentException(text);
        }
        return "plan of " + text;
    });

    @Test
    void aTextIsReadOnce() {
        for (int i = 0; i < 5; i++) {
            assertThat(cache.get("a")).isEqualTo("plan of a");
            assertThat(cache.get("b")).isEqualTo("plan of b");
        }
        assertThat(reads).containsExactly("a", "b");
    }

    @Test
    void failuresAndVeryLongTextsAreNotKept() {
        String large = "x".repeat(PlanCache.LONGEST_TEXT + 1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.get("bad")).isInstanceOf(IllegalArgumentException.class);
            cache.get(large);
        }
        assertThat(reads).containsExactly("bad", large, "bad", large);
    }

    @Test
    void theTextNotUsedForLongestLeavesFirst() {
        cache.get("first");
        for (int i = 0; i < PlanCache.MOST_TEXTS - 1; i++) {
            cache.get("text " + i);
            cache.get("first");
        }
        cache.get("one more");
        reads.clear();

        cache.get("first");
        cache.get("text 1");
        assertThat(reads).isEmpty();
        cache.get("text 0");
        assertThat(reads).containsExactly("text 0");
    }

    /** The plan of a text is the same object until the model changes, and never one of the old model after it. */
    @Test
    void aModelUpdateInvalidates() {
        ModelInForce model = new ModelInForce(DataModel.system().update("{ A { x: Integer } }"));
        String query = "query { A { x } }";
        assertThat(model.query(query)).isSameAs(model.query(query));
        String mutation = "mutate { A { x:1 } }";
        assertThat(model.mutation(mutation)).isSameAs(model.mutation(mutation));
        Object before = model.query(query);
        assertThatThrownBy(() -> model.query("query { A { y } }")).isInstanceOf(DiscretException.class);

        model.replace(model.model().update("{ A { x: Integer, y: Integer default 7 } }"));

        assertThat(model.query(query)).isNotSameAs(before);
        assertThat(model.query("query { A { y } }").plan().selections()).hasSize(1);
        assertThat(model.mutation(mutation).rows().get(0).fields()).hasSize(2);
    }
}
