package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.SyncStatus;
import io.discret.api.VerifyingKey;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keep how rooms stood with peers over a restart. On the device only, in no room: another device has its own connections.
 * Stateless.
 */
final class StoredStatuses {
    private static final String KEY = "Sync Statuses";

    /** Some 200 bytes each; of more the latest. */
    private static final int MOST = 1024;

    private static final String NONE = "-";

    private StoredStatuses() {}

    /** What was kept, the peers being gone; a line that a later version wrote and that is not understood is left out. */
    static List<SyncStatus> read(StoreReader store) {
        String stored = store.configuration(KEY);
        List<SyncStatus> statuses = new ArrayList<>();
        if (stored != null) {
            stored.lines().forEach(line -> parse(line).ifPresent(statuses::add));
        }
        return statuses;
    }

    /** Keep the last of them. */
    static void write(StoreWriter store, List<SyncStatus> statuses) {
        store.putConfiguration(
                KEY,
                statuses.subList(Math.max(0, statuses.size() - MOST), statuses.size()).stream()
                        .map(StoredStatuses::line)
                        .collect(Collectors.joining("\n")));
    }

    private static String line(SyncStatus status) {
        String refused = status.refused().entrySet().stream()
                .map(one -> one.getKey().name() + "=" + one.getValue())
                .sorted()
                .collect(Collectors.joining(","));
        return String.join(
                " ",
                status.peer().toString(),
                status.room(),
                String.valueOf(status.known()),
                String.valueOf(status.missing()),
                String.valueOf(status.waiting()),
                String.valueOf(status.lastContact()),
                status.failure().map(ErrorCode::name).orElse(NONE),
                refused.isEmpty() ? NONE : refused);
    }

    private static Optional<SyncStatus> parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 8) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SyncStatus(
                    VerifyingKey.parse(parts[0]),
                    parts[1],
                    SyncStatus.State.DISCONNECTED,
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    refused(parts[7]),
                    Long.parseLong(parts[5]),
                    parts[6].equals(NONE) ? Optional.empty() : Optional.of(ErrorCode.valueOf(parts[6]))));
        } catch (IllegalArgumentException | DiscretException e) {
            return Optional.empty();
        }
    }

    private static Map<ErrorCode, Long> refused(String text) {
        Map<ErrorCode, Long> refused = new EnumMap<>(ErrorCode.class);
        if (!text.equals(NONE)) {
            for (String one : text.split(",", -1)) {
                int equals = one.indexOf('=');
                refused.put(ErrorCode.valueOf(one.substring(0, equals)), Long.valueOf(one.substring(equals + 1)));
            }
        }
        return refused;
    }
}
