package io.discret.query;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Find the known name closest to one that is not known, by the number of edits. Stateless. */
final class Nearest {
    /** Longer names are not compared: the work grows with the product of the lengths. */
    private static final int LONGEST_COMPARED = 64;

    private Nearest() {}

    /** A sentence such as {@code  Did you mean 'Person'?} with a space in front, or nothing. */
    static String suggestion(String written, Collection<String> known) {
        String best = best(written, known);
        return best == null ? "" : " Did you mean '" + best + "'?";
    }

    private static @Nullable String best(String written, Collection<String> known) {
        if (written.length() > LONGEST_COMPARED) {
            return null;
        }
        String best = null;
        int least = Math.max(1, written.length() / 2) + 1;
        for (String name : known) {
            int edits = name.endsWith("." + written) ? 1 : distance(written, name);
            if (edits < least) {
                least = edits;
                best = name;
            }
        }
        return best;
    }

    private static int distance(String left, String right) {
        if (right.length() > LONGEST_COMPARED) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
