package io.discret.query;

import io.discret.spi.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Name indexes (docs/protocol/10 §9.2, §13). Stateless. */
final class IndexDefinitions {
    private static final String PREFIX = "idx$";

    private IndexDefinitions() {}

    /** An index of expressions by the name of the field they come from. */
    static IndexDefinition of(
            String canonical, String shortName, Map<String, Field> fields, Map<String, Expression> expressions) {
        StringBuilder name = new StringBuilder(PREFIX).append(canonical.replace('.', '$'));
        // Short names tell a.b + index(c) from a + index(b, c), and names that differ by case only.
        StringBuilder storeName = new StringBuilder(PREFIX).append(shortName);
        for (String fieldName : expressions.keySet()) {
            Field field = fields.get(fieldName);
            name.append('$').append(fieldName);
            storeName.append('$').append(field == null ? fieldName : field.shortName());
        }
        List<Expression> indexed = new ArrayList<>(expressions.values());
        return new IndexDefinition(
                name.toString(), storeName.toString(), shortName, List.copyOf(expressions.keySet()), indexed);
    }
}
