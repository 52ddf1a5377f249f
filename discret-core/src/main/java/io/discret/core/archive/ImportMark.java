package io.discret.core.archive;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.StoreReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remember in the store how far an import came: in the same transaction as the rows, so that it can be interrupted
 * anywhere.
 *
 * @param archive which one
 * @param chunks how many of its chunks are in the store
 */
public record ImportMark(String archive, long chunks) {
    /** In the configuration table; no archive holds it. */
    static final String KEY = "Import";

    private static final String DONE = "done";

    static String name(byte[] salt) {
        return Base64Url.encode(salt);
    }

    static Optional<ImportMark> unfinished(@Nullable String stored) {
        if (stored == null || stored.equals(DONE)) {
            return Optional.empty();
        }
        int space = stored.indexOf(' ');
        return Optional.of(new ImportMark(stored.substring(0, space), Long.parseLong(stored.substring(space + 1))));
    }

    String text() {
        return archive + " " + chunks;
    }

    static String done() {
        return DONE;
    }

    /**
     * Refuse to use a database that does not hold everything yet.
     *
     * @throws DiscretException {@code IMPORT_UNFINISHED}
     */
    public static void refuseUnfinished(StoreReader store) {
        if (unfinished(store.configuration(KEY)).isPresent()) {
            throw new DiscretException(
                    ErrorCode.IMPORT_UNFINISHED,
                    "An import into this folder was interrupted; repeat it with the same archive, it goes on where it"
                            + " stopped. Or choose an empty folder.");
        }
    }
}
