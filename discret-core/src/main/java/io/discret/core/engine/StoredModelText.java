package io.discret.core.engine;

import io.discret.query.DataModel;
import io.discret.query.IndexDefinition;
import io.discret.spi.StoreWriter;

/** Keep the data model in the store, with its indexes (docs/protocol/10 §8.1). Runs inside a transaction. */
final class StoredModelText {
    private static final String KEY = "Data Model";

    private StoredModelText() {}

    /** The model stored, or the empty one. */
    static DataModel load(StoreWriter store) {
        String stored = store.configuration(KEY);
        return stored == null ? DataModel.system() : DataModel.restore(stored);
    }

    /** Store a model and bring the indexes up to it. */
    static void save(StoreWriter store, DataModel model) {
        store.putConfiguration(KEY, model.stored());
        model.droppedIndexes().forEach(index -> store.dropIndex(index.storeName()));
        for (IndexDefinition index : model.indexes()) {
            store.createIndex(index.storeName(), index.entity(), index.fields());
        }
    }
}
