package io.discret.core.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that holds from a date until a later one replaces it (docs/protocol/30 §2 R2, R3). */
interface Dated {
    /** Ms since 1970; the mdate of the row that carries the statement. */
    long date();

    /** The statement in force at a date: the last whose date is not later. */
    static <T extends Dated> @Nullable T at(@Nullable List<T> statements, long date) {
        if (statements == null) {
            return null;
        }
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i).date() <= date) {
                return statements.get(i);
            }
        }
        return null;
    }
}
