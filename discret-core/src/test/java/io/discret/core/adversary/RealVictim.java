package io.discret.core.adversary;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.spi.Assembly;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.testkit.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Run the victim in a process of its own, so that its memory can be bounded and measured: a whole engine on real sockets and
 * a real store, asked by one line for each answer. {@link VictimProcess} is the other end.
 */
final class RealVictim {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final LogWatch logs = new LogWatch();
    private final AtomicReference<Store> store = new AtomicReference<>();
    private final Map<String, AtomicLong> refused = new ConcurrentSkipListMap<>();
    private final AtomicLong connected = new AtomicLong();
    private final Discret engine;

    /** Arguments: folder, multicast group and port, id of the store. */
    public static void main(String[] arguments) throws IOException {
        new RealVictim(arguments).serve();
    }

    private RealVictim(String[] arguments) {
        Configuration configuration = configuration(Path.of(arguments[0]), arguments[1], arguments[2]);
        Assembly found = Assembly.discover(configuration);
        engine = Discret.open(
                configuration,
                new Assembly(
                        found.environment(),
                        remembering(found.store()),
                        found.transport(),
                        found.discoveries(),
                        found.signer(),
                        found.keyDerivation()));
        engine.events().onEvent(Event.RowsRefused.class, event -> refused.computeIfAbsent(
                        event.reason().toString(), reason -> new AtomicLong())
                .addAndGet(event.count()));
        engine.events().onEvent(Event.PeerConnected.class, event -> connected.incrementAndGet());
    }

    static Configuration configuration(Path folder, String group, String store) {
        return Configuration.builder()
                .model(Device.MODEL)
                .applicationKey(Device.APPLICATION)
                .keyMaterial(KeyMaterial.of(Device.material(HostileWorld.USER)))
                .announceFrequencyInMs(1_000)
                .multicastIpv4Interface("127.0.0.1")
                .multicastIpv4Group(group)
                .discoveries(List.of("mdns"))
                .transport("netty")
                .store(store)
                .folder(folder)
                .build();
    }

    /** Rows are read beside the engine. */
    private StoreProvider remembering(StoreProvider provider) {
        return new StoreProvider() {
            @Override
            public Store open(StoreOptions options) {
                Store opened = provider.open(options);
                store.set(opened);
                return opened;
            }

            @Override
            public String id() {
                return provider.id();
            }

            @Override
            public int priority() {
                return provider.priority();
            }
        };
    }

    private void serve() throws IOException {
        out.println("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                String command = space < 0 ? line : line.substring(0, space);
                answer(command, line.substring(space + 1));
            }
        }
        engine.close();
    }

    private void answer(String command, String argument) {
        switch (command) {
            case "text" -> out.println(hasText(argument));
            case "content" -> content();
            case "refused" -> out.println(refused);
            case "connected" -> out.println(connected);
            case "defects" -> out.println(logs.defects());
            case "invite" -> out.println(HexFormat.of().formatHex(engine.invite()));
            default -> throw new IllegalArgumentException(command);
        }
    }

    private boolean hasText(String text) {
        return !engine.query("query { r: chat.Message(content = $text) { id } }", Parameters.of("text", text))
                .list("r", Row.class)
                .isEmpty();
    }

    private void content() {
        try (StoreReader reader = store.get().reader()) {
            reader.begin();
            reader.forEachNode(row -> line("node", writer -> RowCodec.write(writer, row)));
            reader.forEachEdge(edge -> line("edge", writer -> RowCodec.write(writer, edge)));
            reader.forEachNodeDeletion(entry -> line("nodeDeletion", writer -> RowCodec.write(writer, entry)));
            reader.forEachEdgeDeletion(entry -> line("edgeDeletion", writer -> RowCodec.write(writer, entry)));
            reader.roomDefinitionDates()
                    .forEach((room, date) ->
                            line("room", writer -> writer.uid(room).i64(date)));
            reader.end();
        }
        out.println("end");
    }

    private void line(String kind, Consumer<BincodeWriter> write) {
        BincodeWriter writer = new BincodeWriter();
        write.accept(writer);
        out.println(kind + " " + HexFormat.of().formatHex(writer.toByteArray()));
    }

    /** A row of the answer. */
    public record Row(Uid id) {}
}
