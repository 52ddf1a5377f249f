package io.discret.query.syntax;

import io.discret.spi.Expression;
import java.util.ArrayList;
import java.util.List;

/** Read the path behind the arrow: {@code $.a[2].b} or {@code 3} (docs/protocol/12 §7). Stateless. */
final class JsonPaths {
    private JsonPaths() {}

    static List<Expression.Step> steps(String path) {
        List<Expression.Step> steps = new ArrayList<>();
        if (path.charAt(0) != '$') {
            steps.add(index(path));
            return steps;
        }
        int at = 1;
        while (at < path.length()) {
            boolean key = path.charAt(at) == '.';
            int end = at + 1;
            while (end < path.length() && ".[]".indexOf(path.charAt(end)) < 0) {
                end++;
            }
            String text = path.substring(at + 1, end);
            steps.add(key ? new Expression.Step.Key(text) : index(text));
            at = key ? end : end + 1;
        }
        return steps;
    }

    /** No array is as long as the numbers that do not fit. */
    private static Expression.Step index(String digits) {
        try {
            return new Expression.Step.Index(Integer.parseInt(digits));
        } catch (NumberFormatException e) {
            return new Expression.Step.Index(Integer.MAX_VALUE);
        }
    }
}
