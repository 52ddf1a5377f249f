package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Discret;
import io.discret.api.ErrorCode;
import io.discret.api.SyncStatus;
import io.discret.api.Uid;
import io.discret.core.db.OpenDatabase;
import io.discret.core.engine.PeerWorld.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rooms stood with peers is known after a restart, before anybody is met again. */
class KeptStatusesTest {
    private final PeerWorld world = new PeerWorld(1);

    private List<SyncStatus> status(Device device) {
        Discret engine = device.engine();
        return world.await(engine.async().status());
    }

    @Test
    void whatWasLastKnownIsToldAfterARestart() {
        // Given two devices that hold the same rows
        Device laptop = world.device("laptop", 1);
        Device phone = world.device("phone", 1);
        laptop.write("one");
        laptop.write("two");
        world.until(() -> phone.rows("1.0").size() == 2);
        world.settle();
        SyncStatus before = status(laptop).get(0);
        assertThat(before.state()).isEqualTo(SyncStatus.State.SYNCHRONIZED);

        // When one of them ends and starts alone
        phone.stop();
        laptop.stop();
        laptop.start();

        // Then it tells how it stood, the other being gone
        assertThat(status(laptop)).singleElement().satisfies(kept -> {
            assertThat(kept.state()).isEqualTo(SyncStatus.State.DISCONNECTED);
            assertThat(kept.peer()).isEqualTo(before.peer());
            assertThat(kept.room()).isEqualTo(before.room());
            assertThat(kept.known()).isEqualTo(before.known());
            assertThat(kept.lastContact()).isEqualTo(before.lastContact());
        });

        // And goes on from there
        phone.start();
        world.until(() -> status(laptop).get(0).state() == SyncStatus.State.SYNCHRONIZED);
        assertThat(status(laptop)).hasSize(1);
    }

    /** A power cut loses no more than the last minutes. */
    @Test
    void statusesAreKeptWhileTheDatabaseIsOpenToo() {
        Device laptop = world.device("laptop", 1);
        Device phone = world.device("phone", 1);
        laptop.write("one");
        world.until(() -> phone.rows("1.0").size() == 1);
        world.time.run(Duration.ofMinutes(6));

        laptop.machine.crash();
        phone.stop();
        laptop.restart();

        assertThat(status(laptop)).hasSize(1);
    }

    @Test
    void everythingIsKeptAndWhatIsNotUnderstoodIsLeftOut(@TempDir Path folder) throws Exception {
        SyncStatus status = new SyncStatus(
                world.device("laptop", 1).key(),
                Uid.ZERO.toString(),
                SyncStatus.State.DISCONNECTED,
                1,
                2,
                3,
                Map.of(ErrorCode.NOT_AUTHORISED, 4L, ErrorCode.BAD_DATE, 5L),
                6,
                Optional.of(ErrorCode.TIME_OUT));
        try (OpenDatabase open = new OpenDatabase(folder, row -> null, 10)) {
            OpenDatabase.await(open.database.write(transaction -> {
                StoredStatuses.write(transaction.store(), List.of(status));
                String stored = transaction.reader().configuration("Sync Statuses");
                transaction.store().putConfiguration("Sync Statuses", "of a later version\n" + stored);
                return null;
            }));

            assertThat(OpenDatabase.await(open.database.read(StoredStatuses::read)))
                    .containsExactly(status);
        }
    }
}
