package io.discret.core.events;

import io.discret.api.Event.DataChanged;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Say in the words of the application which days changed (docs/protocol/21 §19). Stateless. */
public final class DataChanges {
    private DataChanges() {}

    /**
     * Make the event of a commit.
     *
     * @param fullNames full name of an entity by its short name; null for one the model does not know, which is left
     *     out
     * @return empty when nothing is left
     */
    public static Optional<DataChanged> event(Changes changes, Function<String, @Nullable String> fullNames) {
        Map<String, Map<String, List<Long>>> rooms = new LinkedHashMap<>();
        for (Uid room : changes.rooms()) {
            Map<String, List<Long>> entities = new LinkedHashMap<>();
            changes.days(room).forEach((shortName, days) -> {
                String name = fullNames.apply(shortName);
                if (name != null) {
                    entities.put(name, List.copyOf(days));
                }
            });
            if (!entities.isEmpty()) {
                rooms.put(room.toString(), Collections.unmodifiableMap(entities));
            }
        }
        return rooms.isEmpty() ? Optional.empty() : Optional.of(new DataChanged(Collections.unmodifiableMap(rooms)));
    }
}
