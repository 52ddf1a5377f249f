package io.discret.cli;

import java.util.List;
import java.util.Map;

/** Finds what a person means by the beginning of an id or by a name. Stateless. */
final class Choice {
    private Choice() {}

    /**
     * The id that is meant.
     *
     * @param what for messages, such as {@code room}
     * @param written an id, a name, or the beginning of an id
     * @param names name by id; names need not be unique
     */
    static String of(String what, String written, Map<String, String> names) {
        if (names.containsKey(written)) {
            return written;
        }
        List<String> meant = names.entrySet().stream()
                .filter(one -> one.getValue().equals(written))
                .map(Map.Entry::getKey)
                .toList();
        if (meant.isEmpty() && !written.isEmpty()) {
            meant = names.keySet().stream().filter(id -> id.startsWith(written)).toList();
        }
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            throw new Failure("There is no " + what + " '" + written + "'; look at the list of them.");
        }
        throw new Failure("'" + written + "' may be each of these: " + String.join(", ", meant) + ".");
    }
}
