package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.spi.Assembly;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreReader;
import io.discret.testkit.MemoryStoreProvider;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol/41 §7: two installations with the same key material find each other and keep the same private room. */
class TwoDevicesTest {
    private static final String MODEL = "chat { Message { content: String } }";
    private static final String WRITE = "mutate { m: chat.Message { room_id: $room content: $text } }";
    private static final String MESSAGE = "1.0";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Signer signer =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    private final KeyDerivation derivation = KeyDerivation.discover();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatOneWritesTheOtherReads(long seed) {
        // Given two devices of one user on a bad network
        VirtualTime time = new VirtualTime(seed);
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.rough());
        MemoryStoreProvider diskOne = new MemoryStoreProvider();
        MemoryStoreProvider diskTwo = new MemoryStoreProvider();
        Discret one = open(time, network, "one", diskOne);
        Discret two = open(time, network, "two", diskTwo);
        List<Event> events = new ArrayList<>();
        two.events().onEvent(Event.class, events::add);

        // When both write
        for (int i = 0; i < 20; i++) {
            write(time, one, "from one " + i);
            write(time, two, "from two " + i);
        }
        time.runUntil(() -> rows(diskOne).size() == 40 && rows(diskTwo).size() == 40, LIMIT);

        // Then both hold all of it, byte for byte, and said so
        assertThat(rows(diskOne)).containsExactlyInAnyOrderElementsOf(rows(diskTwo));
        assertThat(rows(diskTwo))
                .extracting(Node::json)
                .contains("{\"32\":\"from one 0\"}", "{\"32\":\"from two 19\"}");
        time.run(Duration.ofSeconds(30));
        assertThat(events).hasAtLeastOneElementOfType(Event.PeerConnected.class);
        assertThat(events).contains(new Event.RoomSynchronized(two.privateRoom()));
        assertThat(events).noneMatch(Event.RowsRefused.class::isInstance);

        // And they end without leaving anything open
        time.await(one.async().close(), LIMIT);
        time.await(two.async().close(), LIMIT);
        time.run(Duration.ofMinutes(1));
        assertThat(network.openEndpoints()).isZero();
    }

    private static void write(VirtualTime time, Discret device, String text) {
        time.await(device.async().mutate(WRITE, Parameters.of("room", device.privateRoom(), "text", text)), LIMIT);
    }

    private static List<Node> rows(MemoryStoreProvider disk) {
        try (StoreReader reader = disk.inspect(disk.files().get(0))) {
            return reader.nodesOf(MESSAGE, null);
        }
    }

    private Discret open(VirtualTime time, VirtualNetwork network, String name, MemoryStoreProvider disk) {
        VirtualMachine machine = time.machine(name);
        Configuration configuration = Configuration.builder()
                .model(MODEL)
                .applicationKey("example.app")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .folder(Path.of("virtual"))
                .build();
        return Discret.open(
                configuration,
                new Assembly(
                        Optional.of(machine.environment()),
                        disk,
                        network.transport(machine),
                        List.of(network.discovery(machine)),
                        signer,
                        derivation));
    }
}
