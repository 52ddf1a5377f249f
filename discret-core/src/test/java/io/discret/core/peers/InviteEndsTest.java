package io.discret.core.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.db.OpenDatabase;
import io.discret.core.db.WriteTask;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.Node;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/protocol/31 P3: until when an invite may be used is known on the device that made it, and nowhere else. */
class InviteEndsTest {
    private static final Uid ROOM = id(9);

    @TempDir
    Path folder;

    private static Uid id(int number) {
        byte[] bytes = new byte[Uid.SIZE];
        bytes[0] = (byte) number;
        return Uid.of(bytes);
    }

    private static Node row(int id, long mdate) {
        return new Node(id(id), ROOM, mdate, mdate, SystemEntity.OWNED_INVITE, "{}", null, new byte[33], new byte[64]);
    }

    private static <T> T write(OpenDatabase open, WriteTask<T> task) throws Exception {
        return OpenDatabase.await(open.database.write(task));
    }

    @Test
    void anInviteIsOverWhenItsEndHasComeOrIsNotKnown() throws Exception {
        try (OpenDatabase open = new OpenDatabase(folder, row -> null, 10)) {
            // Given an invite without an end, two with one, and one that a backup brought here without its end
            write(open, transaction -> {
                transaction.store().putNode(row(1, 500), null);
                for (int invite = 2; invite <= 4; invite++) {
                    transaction.store().putNode(row(invite, InviteEnds.OF_THIS_DEVICE), null);
                }
                InviteEnds.add(transaction.store(), id(2), 1000);
                InviteEnds.add(transaction.store(), id(3), 2000);
                return null;
            });

            // Then time decides on those whose end is known, and the last one is over
            assertThat(over(open, 999)).containsExactlyInAnyOrder(id(4));
            assertThat(over(open, 1000)).containsExactlyInAnyOrder(id(2), id(4));
            assertThat(over(open, 2000)).containsExactlyInAnyOrder(id(2), id(3), id(4));
            assertThat(next(open, 999)).hasValue(1000);
            assertThat(next(open, 1000)).hasValue(2000);

            // And the end of one that is gone is forgotten
            write(open, transaction -> {
                transaction.store().deleteNode(id(2));
                InviteEnds.prune(transaction.store());
                return null;
            });
            assertThat(OpenDatabase.await(open.database.read(InviteEnds::read))).containsOnlyKeys(id(3));
        }
    }

    private static Set<Uid> over(OpenDatabase open, long now) throws Exception {
        return OpenDatabase.await(open.database.read(store -> InviteEnds.over(store, ROOM, now)));
    }

    private static OptionalLong next(OpenDatabase open, long now) throws Exception {
        return OpenDatabase.await(open.database.read(store -> InviteEnds.next(InviteEnds.read(store), now)));
    }
}
