package io.discret.core.adversary;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.spi.Assembly;
import io.discret.spi.Node;
import io.discret.testkit.MemoryStoreProvider;
import io.discret.testkit.StoreContent;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Run one whole engine of one user on a virtual machine. */
final class Device {
    static final String APPLICATION = "adversary";
    static final String MODEL =
            "chat { Message { content: String, answers: [chat.Message], extra: Json nullable } Other { content: String } }";
    static final String WRITE = "mutate { m: chat.Message { room_id: $room content: $text } }";

    final VirtualMachine machine;
    final CountingSigner signer = new CountingSigner(Crypto.SIGNER);
    final MemoryStoreProvider disk = new MemoryStoreProvider();
    final Discret engine;
    final List<Event> events = new ArrayList<>();

    Device(VirtualNetwork network, VirtualMachine machine, int user) {
        this.machine = machine;
        Configuration configuration = Configuration.builder()
                .model(MODEL)
                .applicationKey(APPLICATION)
                .keyMaterial(KeyMaterial.of(material(user)))
                .announceFrequencyInMs(5_000)
                .folder(Path.of("virtual"))
                .build();
        engine = Discret.open(
                configuration,
                new Assembly(
                        Optional.of(machine.environment()),
                        disk,
                        network.transport(machine),
                        List.of(network.discovery(machine)),
                        signer,
                        Crypto.DERIVATION));
        engine.events().onEvent(Event.class, events::add);
    }

    static byte[] material(int user) {
        byte[] secret = new byte[KeyMaterial.SIZE];
        Arrays.fill(secret, (byte) user);
        return secret;
    }

    static Identity identity(int user) {
        return Crypto.user(APPLICATION, material(user));
    }

    StoreContent content() {
        return disk.content(disk.files().get(0));
    }

    /** The row with exactly this content. */
    Optional<Node> row(String json) {
        return content().nodes().stream()
                .filter(node -> json.equals(node.json()))
                .findFirst();
    }

    CompletableFuture<?> write(String room, String text) {
        return engine.async().mutate(WRITE, Parameters.of("room", room, "text", text));
    }

    /** Rows said to be refused, over all reasons. */
    long refused() {
        return events.stream()
                .filter(Event.RowsRefused.class::isInstance)
                .mapToLong(event -> ((Event.RowsRefused) event).count())
                .sum();
    }
}
