package io.discret.core.engine;

import io.discret.api.Configuration;
import io.discret.api.DefaultRoom;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.Event;
import io.discret.api.InviteOptions;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.spi.Assembly;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.testkit.MemoryStoreProvider;
import io.discret.testkit.SimulatedCrash;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users and their devices on one virtual network. */
final class PeerWorld {
    static final Duration LIMIT = Duration.ofMinutes(5);
    static final String ROOM = "0.0";
    static final String AUTHORISATION = "0.1";
    static final String USER = "0.2";
    static final String ALLOWED_PEER = "0.5";
    static final String HARDWARE = "0.6";
    static final String OWNED_INVITE = "0.7";
    static final String INVITE = "0.8";

    private static final Signer SIGNER =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    private static final KeyDerivation DERIVATION = KeyDerivation.discover();

    final VirtualTime time;
    final VirtualNetwork network;

    PeerWorld(long seed) {
        time = new VirtualTime(seed);
        network = new VirtualNetwork(time);
    }

    /** A device that is on. */
    Device device(String name, int user) {
        Device device = new Device(name, user, "example.app", builder -> {});
        device.start();
        return device;
    }

    Device device(String name, int user, Consumer<Configuration.Builder> settings) {
        Device device = new Device(name, user, "example.app", settings);
        device.start();
        return device;
    }

    /** A device on a store of the file system, whose queries work. */
    Device device(String name, int user, Path folder, StoreProvider store) {
        Device device = new Device(name, user, "example.app", builder -> {}, folder, store);
        device.start();
        return device;
    }

    Device deviceOfOtherApplication(String name, int user) {
        Device device = new Device(name, user, "other.app", builder -> {});
        device.start();
        return device;
    }

    void until(BooleanSupplier condition) {
        time.runUntil(condition, LIMIT);
    }

    void settle() {
        time.run(Duration.ofMinutes(3));
    }

    <T> T await(CompletionStage<T> stage) {
        try {
            return time.await(stage, LIMIT);
        } catch (CompletionException e) {
            throw e.getCause() instanceof DiscretException refusal ? refusal : e;
        }
    }

    final class Device {
        final VirtualMachine machine;
        final MemoryStoreProvider disk = new MemoryStoreProvider();
        private final StoreProvider store;
        private final Path folder;
        /** What the engine told since its last start. */
        final List<Event> events = new ArrayList<>();

        private final int user;
        private final String application;
        private final Consumer<Configuration.Builder> settings;
        private @Nullable Discret engine;
        private @Nullable VerifyingKey key;

        Device(String name, int user, String application, Consumer<Configuration.Builder> settings) {
            this(name, user, application, settings, Path.of("virtual"), null);
        }

        /** A device with files in a folder, in a store of its own when one is given. */
        Device(
                String name,
                int user,
                String application,
                Consumer<Configuration.Builder> settings,
                Path folder,
                @Nullable StoreProvider store) {
            this.folder = folder.resolve(name);
            this.store = store == null ? disk : store;
            this.user = user;
            this.application = application;
            this.settings = settings;
            machine = time.machine(name);
            machine.onCrash(() -> {
                disk.powerOff();
                engine = null;
            });
        }

        void start() {
            byte[] secret = new byte[KeyMaterial.SIZE];
            Arrays.fill(secret, (byte) user);
            Configuration.Builder configuration = Configuration.builder()
                    .model("chat { Message { content: String } }")
                    .applicationKey(application)
                    .keyMaterial(KeyMaterial.of(secret))
                    .announceFrequencyInMs(5_000)
                    .folder(folder);
            settings.accept(configuration);
            Discret opened = Discret.open(
                    configuration.build(),
                    new Assembly(
                            Optional.of(machine.environment()),
                            store,
                            network.transport(machine),
                            List.of(network.discovery(machine)),
                            SIGNER,
                            DERIVATION));
            events.clear();
            opened.events().onEvent(Event.class, events::add);
            engine = opened;
            key = VerifyingKey.parse(opened.verifyingKey());
        }

        /** Start after a crash, whatever the store does on the way. */
        void restart() {
            while (engine == null) {
                try {
                    start();
                } catch (SimulatedCrash again) {
                    disk.faults().recover();
                }
            }
        }

        boolean isOn() {
            return engine != null;
        }

        void stop() {
            await(engine().async().close());
            engine = null;
        }

        Discret engine() {
            return Objects.requireNonNull(engine);
        }

        VerifyingKey key() {
            return Objects.requireNonNull(key);
        }

        byte[] invite() {
            return await(engine().async().invite());
        }

        void accept(byte[] invite) {
            await(engine().async().acceptInvite(invite));
        }

        void mutate(String text, Parameters parameters) {
            await(engine().async().mutate(text, parameters));
        }

        void delete(String text, Parameters parameters) {
            await(engine().async().delete(text, parameters));
        }

        /** Make a room with one authorisation, whose users write rows of their own. */
        DefaultRoom room() {
            mutate(
                    "mutate { r: sys.Room { admin: [{ verif_key: $key }] authorisations: [{ name: \"members\""
                            + " rights: [{ entity: \"*\" mutate_self: true mutate_all: false }] }] } }",
                    Parameters.of("key", key().toString()));
            return new DefaultRoom(
                    rows(ROOM).get(0).id(), rows(AUTHORISATION).get(0).id());
        }

        byte[] invite(InviteOptions options) {
            return await(engine().async().invite(options));
        }

        byte[] invite(DefaultRoom room) {
            return await(engine().async().invite(room));
        }

        /** Entries of users of rooms that name a user. */
        long entriesOf(VerifyingKey user) {
            return rows(USER).stream()
                    .filter(row -> Objects.requireNonNull(row.json()).contains(user.toString()))
                    .count();
        }

        void write(String text) {
            mutate(
                    "mutate { m: chat.Message { room_id: $room content: $text } }",
                    Parameters.of("room", engine().privateRoom(), "text", text));
        }

        <T> T read(Function<StoreReader, T> task) {
            try (StoreReader reader = disk.inspect(disk.files().get(0))) {
                return task.apply(reader);
            }
        }

        List<Node> rows(String entity) {
            return read(reader -> reader.nodesOf(entity, null));
        }

        /** The row that this device has of another user. */
        Optional<Node> allowedPeer(VerifyingKey key) {
            return read(reader -> reader.nodesOf(ALLOWED_PEER, null).stream()
                    .filter(row -> reader.edges(row.id(), "32").stream().anyMatch(edge -> {
                        Node peer = reader.node(edge.dest(), "0.4");
                        return peer != null && key.matches(peer.verifyingKey());
                    }))
                    .findFirst());
        }

        boolean allows(VerifyingKey key) {
            return allowedPeer(key)
                    .map(row -> Objects.requireNonNull(row.json()).contains("\"35\":\"enabled\""))
                    .orElse(false);
        }

        void setPeerStatus(VerifyingKey key, String status) {
            Uid id = allowedPeer(key).orElseThrow().id();
            mutate(
                    "mutate { sys.AllowedPeer { id: $id status: $status } }",
                    Parameters.of("id", id.toString(), "status", status));
        }

        <T extends Event> List<T> told(Class<T> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }

        /** Connections with a user that were told and did not end. */
        long connections(VerifyingKey key) {
            return told(Event.PeerConnected.class).stream()
                            .filter(event -> event.key().equals(key))
                            .count()
                    - told(Event.PeerDisconnected.class).stream()
                            .filter(event -> event.key().equals(key))
                            .count();
        }
    }
}
