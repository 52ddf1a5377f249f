package io.discret.testkit;

import static io.discret.testkit.StoreRows.line;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.discret.spi.DailyLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prove that a store keeps daily logs, dates of room definitions and values of the configuration. */
public abstract class StoreLogContract extends OpenedStore {
    @Test
    void markingCreatesALineOrKeepsEntryNumberAndHistory() {
        commit(() -> {
            writer.putDailyLog(line(ROOM, DAY, "0", 7));
            writer.markDay(ROOM, "0", DAY);
            writer.markDay(ROOM, "1", DAY);
            writer.markDay(ROOM, "1", DAY);
        });

        assertThat(reader.dailyLog(ROOM))
                .containsExactly(
                        new DailyLog(ROOM, DAY, "0", 7, null, new byte[] {3}, true),
                        new DailyLog(ROOM, DAY, "1", 0, null, null, true));
    }

    @Test
    void linesComeByDateThenEntityInTheOrderOfBytes() {
        commit(() -> {
            for (String entity : List.of("1.2", "0", "1.10", "10", "2")) {
                writer.putDailyLog(line(ROOM, 2 * DAY, entity, 1));
            }
            writer.putDailyLog(line(ROOM, DAY, "3", 1));
            writer.putDailyLog(line(OTHER_ROOM, DAY, "0", 1));
        });

        assertThat(reader.dailyLog(ROOM))
                .extracting(DailyLog::entity)
                .containsExactly("3", "0", "1.10", "1.2", "10", "2");
        assertThat(reader.dailyLog(ROOM, 2 * DAY))
                .extracting(DailyLog::entity)
                .containsExactly("0", "1.10", "1.2", "10", "2");
        assertThat(reader.dailyLog(ROOM, 3 * DAY)).isEmpty();
    }

    @Test
    void markedLinesComeByRoomEntityAndDate() {
        commit(() -> {
            writer.markDay(OTHER_ROOM, "0", DAY);
            writer.markDay(ROOM, "1", DAY);
            writer.markDay(ROOM, "0", 2 * DAY);
            writer.markDay(ROOM, "0", DAY);
            writer.putDailyLog(line(ROOM, 3 * DAY, "0", 1));
        });
        assertThat(reader.markedDays())
                .extracting(DailyLog::roomId, DailyLog::entity, DailyLog::date)
                .containsExactly(
                        tuple(ROOM, "0", DAY),
                        tuple(ROOM, "0", 2 * DAY),
                        tuple(ROOM, "1", DAY),
                        tuple(OTHER_ROOM, "0", DAY));

        commit(() -> writer.putDailyLog(line(ROOM, DAY, "0", 1)));

        assertThat(reader.markedDays()).hasSize(3);
    }

    @Test
    void lastDaysOfRoomsThatHaveLines() {
        commit(() -> {
            writer.markDay(ROOM, "0", DAY);
            writer.markDay(ROOM, "1", 5 * DAY);
            writer.markDay(OTHER_ROOM, "0", -DAY);
        });

        assertThat(reader.lastDays()).containsOnly(Map.entry(ROOM, 5 * DAY), Map.entry(OTHER_ROOM, -DAY));
    }

    // Rooms and configuration.

    @Test
    void datesOfRoomDefinitionsAreReplaced() {
        commit(() -> {
            writer.putRoomDefinitionDate(ROOM, 5);
            writer.putRoomDefinitionDate(ROOM, 3);
            writer.putRoomDefinitionDate(OTHER_ROOM, 0);
        });

        assertThat(reader.roomDefinitionDate(ROOM)).hasValue(3);
        assertThat(reader.roomDefinitionDate(uid(1))).isEmpty();
        assertThat(reader.roomDefinitionDates()).containsOnly(Map.entry(ROOM, 3L), Map.entry(OTHER_ROOM, 0L));
    }

    @Test
    void configurationValuesAreReplaced() {
        String big = "x".repeat(1_000_000);
        commit(() -> {
            writer.putConfiguration("Data Model", "{}");
            writer.putConfiguration("Data Model", big);
            writer.putConfiguration("", "empty key");
        });

        assertThat(reader.configuration("Data Model")).isEqualTo(big);
        assertThat(reader.configuration("")).isEqualTo("empty key");
        assertThat(reader.configuration("data model")).isNull();
    }

    @Test
    void whatWasKeptOfADayIsReplacedAndOutlivesMarks() {
        assertThat(reader.daySpans(ROOM, "0", DAY)).isNull();
        commit(() -> {
            writer.putDaySpans(ROOM, "0", DAY, new byte[] {1});
            writer.putDaySpans(ROOM, "1", DAY, new byte[] {2});
            writer.putDaySpans(ROOM, "0", 2 * DAY, new byte[] {3});
            writer.putDaySpans(OTHER_ROOM, "0", DAY, new byte[] {4});
        });
        byte[] large = new byte[100_000];
        large[99_999] = 5;
        commit(() -> {
            writer.putDaySpans(ROOM, "0", DAY, large);
            writer.markDay(ROOM, "0", DAY);
        });

        assertThat(reader.daySpans(ROOM, "0", DAY)).isEqualTo(large);
        assertThat(reader.daySpans(ROOM, "1", DAY)).containsExactly(2);
        assertThat(reader.daySpans(ROOM, "0", 2 * DAY)).containsExactly(3);
        assertThat(reader.daySpans(OTHER_ROOM, "0", DAY)).containsExactly(4);
        writer.begin();
        writer.putDaySpans(ROOM, "1", DAY, new byte[] {9});
        assertThat(writer.daySpans(ROOM, "1", DAY)).containsExactly(9);
        writer.rollback();
        assertThat(reader.daySpans(ROOM, "1", DAY)).containsExactly(2);
    }
}
