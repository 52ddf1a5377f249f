package io.discret.query;

import java.util.Locale;

/**
 * Split the written name of an entity (docs/protocol/10 §6). Immutable.
 *
 * @param namespace in lower case; empty for the default one
 * @param canonical key of the entity in the model
 */
record EntityName(String namespace, String canonical) {
    static EntityName of(String written) {
        int dot = written.indexOf('.');
        if (dot < 0 || written.indexOf('.', dot + 1) >= 0) {
            return new EntityName("", written);
        }
        String namespace = written.substring(0, dot).toLowerCase(Locale.ROOT);
        return new EntityName(namespace, namespace + written.substring(dot));
    }
}
