package io.discret.core.rooms;

import static io.discret.core.races.Races.atOnce;
import static io.discret.core.races.Races.check;
import static io.discret.core.races.Races.repeat;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.testkit.StoreRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rooms in force while several publish and somebody looks. */
@Timeout(300) // only stops what hangs, also on a machine that is busy
class RoomsInForceRaceTest {
    private static final Uid PRIVATE = StoreRows.uid(1);
    private static final Uid SHARED = StoreRows.uid(2);
    private static final int PUBLISHED = 30;

    private static Room room(Uid id, long mdate) {
        return new Room(id, mdate, Map.of(), Map.of());
    }

    /** No definition is lost, and who has seen a new one does not see the old one again. */
    @Test
    void noDefinitionIsLostOrTakenBack() {
        repeat(() -> {
            RoomsInForce rooms =
                    new RoomsInForce(Room.privateRoom(PRIVATE, PRIVATE, VerifyingKey.of(StoreRows.key(1))));
            atOnce(
                    () -> {
                        for (int i = 1; i <= PUBLISHED; i++) {
                            rooms.publish(List.of(room(SHARED, i)));
                        }
                    },
                    () -> {
                        for (int i = 1; i <= PUBLISHED; i++) {
                            rooms.publish(List.of(room(StoreRows.uid(100 + i), i)));
                        }
                    },
                    () -> {
                        for (long last = 0; last < PUBLISHED; ) {
                            long seen = dateOf(rooms.room(SHARED));
                            check(seen >= last, "an old definition came back");
                            last = seen;
                            Thread.onSpinWait();
                        }
                    });

            for (int i = 1; i <= PUBLISHED; i++) {
                check(dateOf(rooms.room(StoreRows.uid(100 + i))) == i, "the definition of another room was lost");
            }
            check(rooms.all().size() == PUBLISHED + 2, "more or fewer rooms than were published");
        });
    }

    private static long dateOf(@Nullable Room room) {
        return room == null ? 0 : room.mdate();
    }
}
