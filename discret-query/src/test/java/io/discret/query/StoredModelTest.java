package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What survives a restart (docs/protocol/10 §9.1), and what a damaged text of it leads to. */
class StoredModelTest {
    private static final String INDEXED =
            "{ P { name: String, age: Integer, index(name, age), index(mdate) } Q(no_full_text_index) { note: String }"
                    + " }";

    /** Indexes that an update removed are dropped in the store, also when the engine stops before it did. */
    @Test
    void removedIndexesAndFullTextAreKept() {
        DataModel model = DataModel.system()
                .update(INDEXED)
                .update("{ P { name: String, age: Integer, index(name) } Q(no_full_text_index) { note: String } }");

        DataModel restored = DataModel.restore(model.stored());

        assertThat(restored.droppedIndexes()).isEqualTo(model.droppedIndexes()).hasSize(2);
        assertThat(restored.describe()).isEqualTo(model.describe());
        assertThat(restored.entity("Q").fullText()).isFalse();
        assertThat(restored.entity("P").fullText()).isTrue();
        assertThat(restored.update(INDEXED).droppedIndexes())
                .as("only the one that nobody declared again")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"text\":1,\"no_full_text\":[],\"removed_indexes\":{}}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":{},\"removed_indexes\":{}}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":[1],\"removed_indexes\":{}}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":[],\"removed_indexes\":[]}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":[],\"removed_indexes\":{\"Q\":[]}}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":[],\"removed_indexes\":{\"P\":1}}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":[],\"removed_indexes\":{\"P\":[1]}}",
                "{\"text\":\"{ P { name: String } }\",\"no_full_text\":[],\"removed_indexes\":{\"P\":[[\"no\"]]}}",
                "{\"text\":\"{ P { name: String, p: P } }\",\"no_full_text\":[],\"removed_indexes\":{\"P\":[[\"p\"]]}}"
            })
    void aDamagedTextIsRefused(String stored) {
        assertThatThrownBy(() -> DataModel.restore(stored))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    }
}
