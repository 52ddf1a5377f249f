package io.discret.store.jdbc;

import io.discret.spi.Expression.Step;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Read one place of a JSON text, for databases that cannot (docs/protocol/12 §6.1, §7). Immutable.
 *
 * @param steps from the outside in
 */
public record JsonPlace(List<Step> steps) {
    public JsonPlace {
        steps = List.copyOf(steps);
    }

    /** The place that a path such as {@code $."32".a[2]} names, every key in quotes. */
    public static JsonPlace of(String path) {
        List<Step> steps = new ArrayList<>();
        int at = 1;
        while (at < path.length()) {
            if (path.startsWith(".\"", at)) {
                int end = path.indexOf('"', at + 2);
                steps.add(new Step.Key(path.substring(at + 2, end < 0 ? path.length() : end)));
                at = end < 0 ? path.length() : end + 1;
            } else if (path.charAt(at) == '[') {
                int end = path.indexOf(']', at);
                steps.add(new Step.Index(Integer.parseInt(path, at + 1, end, 10)));
                at = end + 1;
            } else {
                throw new IllegalArgumentException("Not a path.");
            }
        }
        return new JsonPlace(steps);
    }

    /** The value as it is compared; nothing there and a JSON null are both {@link Value.Null}. */
    public Value value(String json) {
        return JsonText.valueAt(json, steps);
    }

    /** Whether anything, even a JSON null, is there. */
    public boolean isIn(String json) {
        return JsonText.follow(json, JsonText.whole(json), steps) != JsonText.NOWHERE;
    }
}
