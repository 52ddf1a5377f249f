package io.discret.api;

import java.util.Map;
import java.util.Optional;

/**
 * Say how one room stands between this database and one peer. The numbers are those of the last comparison, or of the one
 * that runs; the latest thousand are kept over a restart, when a power cut may lose those of the last minutes.
 *
 * @param peer the user of the peer
 * @param room the id of the room
 * @param state what is going on
 * @param known rows and deletion entries of the room that are held here
 * @param missing rows the peer offered that have not come yet
 * @param waiting rows the peer offered that are dated too far ahead; they are taken when their time has come
 *     ({@link Configuration#futureToleranceInMs})
 * @param refused rows, relations and deletion entries of the peer that are not accepted here, by reason
 * @param lastContact when the peer last answered about the room, ms since 1970
 * @param failure why the last comparison did not end well; it is tried again
 */
public record SyncStatus(
        VerifyingKey peer,
        String room,
        State state,
        long known,
        long missing,
        long waiting,
        Map<ErrorCode, Long> refused,
        long lastContact,
        Optional<ErrorCode> failure) {

    public SyncStatus {
        refused = Map.copyOf(refused);
    }

    /** What is going on between the two. */
    public enum State {
        /** The room is being compared. */
        RUNNING,
        /** The last comparison ended well. */
        SYNCHRONIZED,
        /** The last comparison failed and is tried again. */
        FAILED,
        /** The peer is gone. */
        DISCONNECTED
    }
}
