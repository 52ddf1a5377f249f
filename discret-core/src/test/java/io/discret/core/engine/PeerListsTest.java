package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Parameters;
import io.discret.core.engine.PeerWorld.Device;
import io.discret.spi.Providers;
import io.discret.spi.StoreProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/protocol/31 §2: peers, devices and invites are listed by queries, on the encrypted store. */
class PeerListsTest {
    @TempDir
    Path folder;

    private final PeerWorld world = new PeerWorld(5);

    private Device device(String name, int user) {
        StoreProvider store =
                Providers.choose(StoreProvider.class, Optional.of("sqlcipher"), "discret-store-sqlcipher");
        return world.device(name, user, folder, store);
    }

    private String query(Device device, String query) {
        return world.await(device.engine().async().query(query, Parameters.create()))
                .text()
                .replaceAll("\\s", "");
    }

    @Test
    void queriesListThem() {
        Device alice = device("alice", 1);
        Device bob = device("bob", 2);

        // Open invites
        world.network.cut(alice.machine, bob.machine);
        byte[] invite = alice.invite();
        assertThat(query(alice, "query { i: sys.OwnedInvite { id room authorisation } }"))
                .contains("\"room\":null,\"authorisation\":null");
        bob.accept(invite);
        assertThat(query(bob, "query { i: sys.Invite { application } }"))
                .isEqualTo("{\"i\":[{\"application\":\"example.app\"}]}");

        // Peers, and none of the invites left
        world.network.mend(alice.machine, bob.machine);
        world.until(() -> alice.connections(bob.key()) == 1 && bob.connections(alice.key()) == 1);
        alice.mutate(
                "mutate { sys.Peer { id: $id name: $name } }",
                Parameters.of("id", peerOf(alice, alice.key().toString()), "name", "Alice"));
        assertThat(query(alice, "query { p: sys.AllowedPeer { status peer { verifying_key } } }"))
                .contains("{\"status\":\"enabled\",\"peer\":{\"verifying_key\":\"" + bob.key() + "\"}}")
                .contains("{\"status\":\"enabled\",\"peer\":{\"verifying_key\":\"" + alice.key() + "\"}}");
        assertThat(query(alice, "query { i: sys.OwnedInvite { id } }")).isEqualTo("{\"i\":[]}");
        assertThat(query(bob, "query { i: sys.Invite { id } }")).isEqualTo("{\"i\":[]}");

        // Devices
        assertThat(query(alice, "query { d: sys.AllowedHardware { status } }"))
                .isEqualTo("{\"d\":[{\"status\":\"allowed\"}]}");

        // A name that changed is seen at the next meeting (31 P6)
        alice.stop();
        world.until(() -> bob.connections(alice.key()) == 0);
        alice.start();
        world.until(() -> bob.connections(alice.key()) == 1);
        assertThat(query(bob, "query { p: sys.Peer { name } }")).contains("{\"name\":\"Alice\"}");
        alice.stop();
        bob.stop();
    }

    private String peerOf(Device device, String key) {
        String json = query(device, "query { p: sys.Peer (verifying_key = \"" + key + "\") { id } }");
        return json.substring(json.indexOf("\"id\":\"") + 6, json.lastIndexOf('"'));
    }
}
