package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.spi.Node;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which devices of the own user are let in (docs/protocol/31 §7, P4). */
class HardwareCheckTest {
    private static final Uid DEVICE = StoreRows.uid(77);

    private final VirtualTime time = new VirtualTime(1);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final HardwareCheck check = new HardwareCheck(alice);

    private boolean accept(String name, boolean local) {
        return alice.await(check.accept(new HardwareFingerprint(DEVICE, name), local));
    }

    private void store(String entity, @Nullable Uid room, long mdate, String status) {
        Node row = alice.signer.sign(new Node(
                DEVICE,
                room,
                mdate,
                mdate,
                entity,
                "{\"" + SystemEntity.ALLOWED_HARDWARE_NAME + "\":\"a\",\"" + SystemEntity.ALLOWED_HARDWARE_STATUS
                        + "\":\"" + status + "\"}",
                null,
                new byte[0],
                new byte[0]));
        alice.write(transaction -> transaction.putNode(row, null));
    }

    @Test
    void aDeviceFromElsewhereWaitsAndIsAskedForOnce() {
        assertThat(accept("laptop", false)).isFalse();
        assertThat(accept("laptop", false)).isFalse();
        assertThat(alice.hardwarePending).isEqualTo(1);
        assertThat(accept("laptop", true))
                .as("nobody decided, and now it is near")
                .isTrue();
        assertThat(accept("laptop", false)).as("it was let in before").isTrue();
    }

    @Test
    void aNearDeviceIsWelcomeUnlessTheUserWantsToBeAsked() {
        alice.settings = new SyncSettings(262_144, 1000, false, false);
        assertThat(accept("laptop", true)).isFalse();
        assertThat(alice.hardwarePending).isEqualTo(1);
        alice.settings = SyncSettings.DEFAULT;
        assertThat(accept("laptop", true)).isTrue();
        assertThat(alice.hardwarePending).isEqualTo(1);
    }

    /** What the user decided counts, however near the device is. */
    @Test
    void aRefusedDeviceStaysOut() {
        store(SystemEntity.ALLOWED_HARDWARE, alice.privateRoom(), 5, "refused");
        assertThat(accept("laptop", true)).isFalse();
        assertThat(alice.hardwarePending).isZero();
    }

    /** A row that happens to have the id of the device is no decision, and is not overwritten. */
    @Test
    void aRowOfAnotherKindOrRoomIsNoDecision() {
        store(TestPeer.MESSAGE, alice.privateRoom(), 0, "enabled");
        Node before = alice.stored(DEVICE);
        assertThat(accept("laptop", true)).isFalse();
        assertThat(alice.stored(DEVICE)).isEqualTo(before);

        store(SystemEntity.ALLOWED_HARDWARE, StoreRows.uid(8), 0, "enabled");
        before = alice.stored(DEVICE);
        assertThat(accept("laptop", true)).isFalse();
        assertThat(alice.stored(DEVICE)).isEqualTo(before);
    }

    /** The name is shown to people; what is longer is cut, and no pair of surrogates into halves. */
    @Test
    void aLongNameIsCut() {
        accept("x".repeat(255) + "\ud83c\udf39" + "y".repeat(1000), false);
        assertThat(name()).isEqualTo("x".repeat(255));
        alice.write(transaction -> transaction.store().deleteNode(DEVICE));
        accept("x".repeat(254) + "\ud83c\udf39" + "y", false);
        assertThat(name()).isEqualTo("x".repeat(254) + "\ud83c\udf39");
    }

    private String name() {
        String json = alice.stored(DEVICE).json();
        String key = "\"" + SystemEntity.ALLOWED_HARDWARE_NAME + "\":\"";
        int from = json.indexOf(key) + key.length();
        return json.substring(from, json.indexOf('"', from));
    }
}
