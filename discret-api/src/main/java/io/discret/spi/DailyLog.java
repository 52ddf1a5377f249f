package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Digest the rows of one room, entity and day (docs/protocol/21 §14).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param roomId the room
 * @param date the day, ms since 1970 at midnight UTC
 * @param entity short name
 * @param entryNumber rows and deletion entries of the day
 * @param dailyHash BLAKE3 of the sorted signatures; null when there are none
 * @param historyHash a hint only; null = none
 * @param needRecompute true while the day is marked and not computed
 */
public record DailyLog(
        Uid roomId,
        long date,
        String entity,
        int entryNumber,
        byte @Nullable [] dailyHash,
        byte @Nullable [] historyHash,
        boolean needRecompute) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof DailyLog other
                && roomId.equals(other.roomId)
                && date == other.date
                && entity.equals(other.entity)
                && entryNumber == other.entryNumber
                && Arrays.equals(dailyHash, other.dailyHash)
                && Arrays.equals(historyHash, other.historyHash)
                && needRecompute == other.needRecompute;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                roomId,
                date,
                entity,
                entryNumber,
                Arrays.hashCode(dailyHash),
                Arrays.hashCode(historyHash),
                needRecompute);
    }
}
