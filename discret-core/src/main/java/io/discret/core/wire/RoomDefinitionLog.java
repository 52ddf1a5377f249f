package io.discret.core.wire;

import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Say how new a room is (docs/protocol/40 §6.14). The last four are of one entity of the last day with data.
 *
 * @param definitionDate ms since 1970; 0 for a private room
 * @param lastDataDate day in ms since 1970
 * @param entryNumber unsigned
 * @param historyHash a digest of the whole log, if any (docs/protocol/41 §11.11)
 */
public record RoomDefinitionLog(
        Uid room,
        long definitionDate,
        @Nullable Long lastDataDate,
        @Nullable Integer entryNumber,
        byte @Nullable [] dailyHash,
        byte @Nullable [] historyHash) {

    /** Read the binary form. */
    public static RoomDefinitionLog read(BincodeReader in) {
        return new RoomDefinitionLog(
                in.uid(), in.i64(), in.optionalI64(), in.optionalU32(), in.optionalBytes(), in.optionalBytes());
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.uid(room)
                .i64(definitionDate)
                .optionalI64(lastDataDate)
                .optionalU32(entryNumber)
                .optionalBytes(dailyHash)
                .optionalBytes(historyHash);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof RoomDefinitionLog other
                && room.equals(other.room)
                && definitionDate == other.definitionDate
                && Objects.equals(lastDataDate, other.lastDataDate)
                && Objects.equals(entryNumber, other.entryNumber)
                && Arrays.equals(dailyHash, other.dailyHash)
                && Arrays.equals(historyHash, other.historyHash);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                room,
                definitionDate,
                lastDataDate,
                entryNumber,
                Arrays.hashCode(dailyHash),
                Arrays.hashCode(historyHash));
    }
}
