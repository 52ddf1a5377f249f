package io.discret.core.rows;

import io.discret.api.ErrorCode;
import java.util.List;

/**
 * Tell genuine rows from the others; both keep the order in which they came. Immutable.
 *
 * @param genuine may go on to the checks of rights
 * @param refused dropped and counted; they never harm their neighbours
 */
public record Verified<T>(List<T> genuine, List<Refused<T>> refused) {
    public Verified {
        genuine = List.copyOf(genuine);
        refused = List.copyOf(refused);
    }

    /** A row that is not genuine, and why. */
    public record Refused<T>(T row, ErrorCode reason) {}
}
