package io.discret.store.jdbc;

/**
 * Put short names into statements.
 *
 * <p>Short names of entities and fields consist of digits and at most one dot (docs/protocol/21 §3). Those may stand in
 * the text of a statement, which lets the database see that a partial index or an index on a field fits. Anything else is
 * bound.
 */
final class Names {
    /** No model has a billion entities; longer names are bound. */
    private static final int LONGEST = 20;

    private Names() {}

    /** Whether a name is a short name. */
    static boolean isShort(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        int dots = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots <= 1;
    }

    /** A short name as a text literal. */
    static String literal(String shortName) {
        check(shortName);
        return "'" + shortName + "'";
    }

    /** The path of a field inside the JSON object of a row, as a text literal. */
    static String path(String shortName) {
        check(shortName);
        return "'$.\"" + shortName + "\"'";
    }

    private static void check(String shortName) {
        if (!isShort(shortName)) {
            throw new IllegalArgumentException("Not a short name.");
        }
    }
}
