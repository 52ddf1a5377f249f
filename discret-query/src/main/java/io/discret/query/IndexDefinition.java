package io.discret.query;

import io.discret.spi.Expression;
import java.util.List;

/**
 * Describe an index of an entity; it never changes results (docs/protocol/10 §4.6). Immutable.
 *
 * @param name as the model description shows it: {@code idx$}, entity, fields
 * @param storeName unique name made of short names, for {@link io.discret.spi.StoreWriter#createIndex}
 * @param entity short name of the entity
 * @param fieldNames names of the fields, in order
 * @param fields what is indexed, in the same order
 */
public record IndexDefinition(
        String name, String storeName, String entity, List<String> fieldNames, List<Expression> fields) {
    public IndexDefinition {
        fieldNames = List.copyOf(fieldNames);
        fields = List.copyOf(fields);
    }
}
