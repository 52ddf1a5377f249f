package io.discret.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hold what one model text declares, read alone (docs/protocol/10 §7.1). Immutable.
 *
 * @param namespaces number by name in lower case
 * @param entities by canonical name, in the order of the text
 */
record DeclaredModel(Map<String, Integer> namespaces, Map<String, Entity> entities) {
    DeclaredModel {
        namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    static DeclaredModel empty() {
        return new DeclaredModel(Map.of(), Map.of());
    }
}
