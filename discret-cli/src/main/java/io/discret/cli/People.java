package io.discret.cli;

import io.discret.api.Discret;
import io.discret.api.VerifyingKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows users by their keys: those whose card is in the database. Immutable.
 *
 * @param own the key of whoever opened the database
 * @param names name by key; a name is what its owner wrote, and not unique
 */
record People(String own, Map<String, String> names) {
    private static final String ME = "me";

    static People of(Discret app) {
        Map<String, String> names = new LinkedHashMap<>();
        app.query("query { peers: sys.Peer(order_by(name asc, verifying_key asc)) { verifying_key name } }")
                .list("peers", Card.class)
                .forEach(card -> names.put(card.verifying_key(), card.name()));
        return new People(app.verifyingKey(), names);
    }

    /** How to show a key: in full, so that it can be copied, and with the name where there is one. */
    String show(String key) {
        if (key.equals(own)) {
            return key + " (" + ME + ")";
        }
        String name = names.getOrDefault(key, "");
        return name.isEmpty() ? key : key + " (" + name + ")";
    }

    /** The key somebody writes: {@code me}, a name, the beginning of a known key, or any key in full. */
    String key(String written) {
        if (written.equals(ME)) {
            return own;
        }
        if (names.containsKey(written) || written.length() != own.length()) {
            return Choice.of("user", written, names);
        }
        return VerifyingKey.parse(written).toString();
    }

    /** One row of sys.Peer. */
    public record Card(String verifying_key, String name) {}
}
