package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.AccessDeniedException;
import io.discret.api.Event;
import io.discret.api.Parameters;
import io.discret.api.Room;
import io.discret.core.engine.PeerWorld.Device;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RoomModified and rooms of one engine over its restarts (docs/protocol/21 §19, 30 §7, §12). */
class RoomEventsTest {
    private final PeerWorld world = new PeerWorld(5);

    private static final String CREATE =
            "mutate { r: sys.Room { admin: [{ verif_key: $me }] authorisations: [{ name: \"a\""
                    + " rights: [{ entity: \"chat.Message\" mutate_self: true mutate_all: true }] }] } }";

    /** "the complete room after the change … after each local sys.Room mutation". */
    @Test
    void theEventShowsTheWholeRoom() {
        Device alice = world.device("alice", 1);

        alice.mutate(CREATE, Parameters.of("me", alice.key().toString()));

        world.until(() -> !alice.told(Event.RoomModified.class).isEmpty());
        Room room = alice.told(Event.RoomModified.class).get(0).room();
        assertThat(room.admins()).containsOnlyKeys(alice.key());
        Room.User admin = room.admins().getOrDefault(alice.key(), List.of()).get(0);
        assertThat(admin).isEqualTo(new Room.User(room.mdate(), true));
        assertThat(room.authorisations()).hasSize(1);
        room.authorisations().forEach((id, part) -> {
            assertThat(part.id()).isEqualTo(id);
            assertThat(part.users()).isEmpty();
            assertThat(part.rights())
                    .containsExactlyEntriesOf(
                            Map.of("chat.Message", List.of(new Room.Right(room.mdate(), true, true))));
        });
        assertThat(alice.told(Event.DataChanged.class)).isEmpty();
    }

    /** "one per room", none for what is refused; the room is there after a restart. */
    @Test
    void whatIsRefusedIsNotTold() {
        Device alice = world.device("alice", 1);
        alice.mutate(CREATE, Parameters.of("me", alice.key().toString()));
        world.until(() -> !alice.told(Event.RoomModified.class).isEmpty());
        Room room = alice.told(Event.RoomModified.class).get(0).room();
        String disable = "mutate { sys.Room { id: $r admin: [{ verif_key: $me enabled: false }] } }";
        Parameters parameters = Parameters.of("r", room.id(), "me", alice.key().toString());

        assertThatThrownBy(() -> alice.mutate(disable, parameters)).isInstanceOf(AccessDeniedException.class);

        world.settle();
        assertThat(alice.told(Event.RoomModified.class)).hasSize(1);
        alice.stop();
        alice.start();
        alice.mutate("mutate { chat.Message { room_id: $r content: \"after\" } }", Parameters.of("r", room.id()));
        world.until(() -> !alice.told(Event.DataChanged.class).isEmpty());
        assertThat(alice.told(Event.DataChanged.class).get(0).rooms()).containsOnlyKeys(room.id());
    }
}
