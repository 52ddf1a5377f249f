package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Event;
import io.discret.api.Room;
import io.discret.api.SyncStatus;
import io.discret.api.VerifyingKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/protocol/21 §19 and the test peer of the reference. */
class EventJsonTest {
    private static final VerifyingKey KEY = VerifyingKey.ofRaw(new byte[32]);
    private static final String KEY_TEXT = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @Test
    void changed_data_is_listed_by_room_entity_and_day() {
        assertThat(json(new Event.DataChanged(Map.of("room", Map.of("chat.Message", List.of(86_400_000L))))))
                .isEqualTo("{\"event\":\"DataChanged\",\"rooms\":{\"room\":{\"chat.Message\":[86400000]}}}");
    }

    @Test
    void rooms_are_named() {
        assertThat(json(new Event.RoomModified(new Room("r", 0, Map.of(), Map.of()))))
                .isEqualTo("{\"event\":\"RoomModified\",\"room\":\"r\"}");
        assertThat(json(new Event.RoomSynchronized("r"))).isEqualTo("{\"event\":\"RoomSynchronized\",\"room\":\"r\"}");
    }

    @Test
    void peers_are_named_by_key_date_and_connection() {
        assertThat(json(new Event.PeerConnected(KEY, 7, "c")))
                .isEqualTo("{\"event\":\"PeerConnected\",\"key\":\"" + KEY_TEXT + "\",\"date\":7,\"conn\":\"c\"}");
        assertThat(json(new Event.PeerDisconnected(KEY, 7, "c")))
                .isEqualTo("{\"event\":\"PeerDisconnected\",\"key\":\"" + KEY_TEXT + "\",\"date\":7,\"conn\":\"c\"}");
    }

    @Test
    void decisions_to_take_have_no_content() {
        assertThat(json(new Event.PendingPeer())).isEqualTo("{\"event\":\"PendingPeer\"}");
        assertThat(json(new Event.PendingHardware())).isEqualTo("{\"event\":\"PendingHardware\"}");
    }

    @Test
    void refused_rows_are_counted() {
        assertThat(json(new Event.RowsRefused(KEY, "r", ErrorCode.BAD_SIGNATURE, 3)))
                .isEqualTo("{\"event\":\"RowsRefused\",\"key\":\"" + KEY_TEXT
                        + "\",\"room\":\"r\",\"reason\":\"bad_signature\",\"count\":3}");
        assertThat(json(new Event.LateRows(KEY, "r", KEY, 2)))
                .isEqualTo("{\"event\":\"LateRows\",\"key\":\"" + KEY_TEXT + "\",\"room\":\"r\",\"author\":\""
                        + KEY_TEXT + "\",\"count\":2}");
    }

    @Test
    void beacons_and_peers_out_of_reach_come_with_a_sentence() {
        assertThat(json(new Event.BeaconStatusChanged("a:1", false, "Why.")))
                .isEqualTo(
                        "{\"event\":\"BeaconStatusChanged\",\"beacon\":\"a:1\",\"connected\":false,\"reason\":\"Why.\"}");
        assertThat(json(new Event.PeerUnreachable(Optional.of(KEY), "Why.")))
                .isEqualTo("{\"event\":\"PeerUnreachable\",\"key\":\"" + KEY_TEXT + "\",\"reason\":\"Why.\"}");
        assertThat(json(new Event.PeerUnreachable(Optional.empty(), "Why.")))
                .isEqualTo("{\"event\":\"PeerUnreachable\",\"key\":null,\"reason\":\"Why.\"}");
    }

    @Test
    void the_status_of_a_room_is_one_object() {
        SyncStatus status = new SyncStatus(
                KEY,
                "r",
                SyncStatus.State.FAILED,
                9,
                2,
                1,
                Map.of(ErrorCode.NOT_AUTHORISED, 4L),
                7,
                Optional.of(ErrorCode.TIME_OUT));
        assertThat(json(new Event.SyncStatusChanged(status)))
                .isEqualTo("{\"event\":\"SyncStatusChanged\",\"key\":\"" + KEY_TEXT
                        + "\",\"room\":\"r\",\"state\":\"failed\",\"known\":9,\"missing\":2,\"waiting\":1,"
                        + "\"last_contact\":7,\"refused\":{\"not_authorised\":4},\"failure\":\"time_out\"}");
    }

    private static String json(Event event) {
        return EventJson.of(event).toString();
    }
}
