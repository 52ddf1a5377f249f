package io.discret.benchmarks.hot;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.spi.Assembly;
import io.discret.spi.Providers;
import io.discret.spi.StoreProvider;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.Traffic;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Two devices with real stores and signers on the virtual network: what is left without sockets, all on one thread. */
final class MemoryPair implements PullPair {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final String ANY = "query { r: chat.Message(first 1) { id } }";
    private static final String CHANGE = "mutate { chat.Message { id: $id content: $text } }";

    private final Parts parts;
    private final VirtualTime time = new VirtualTime(1);
    private final VirtualNetwork network = new VirtualNetwork(time);
    private final StoreProvider store;
    private final VirtualMachine sourceMachine = time.machine("source");
    private final VirtualMachine freshMachine = time.machine("fresh");
    private final Discret source;
    private final Discret fresh;
    private boolean synchronised;

    MemoryPair(Parts parts) {
        this.parts = parts;
        network.conditions(NetworkConditions.perfect());
        store = Providers.byId(
                StoreProvider.class,
                Providers.all(StoreProvider.class),
                parts.store(),
                "discret-store-" + parts.store());
        network.cut(sourceMachine, freshMachine);
        source = open(sourceMachine);
        insert();
        fresh = open(freshMachine);
        fresh.events().onEvent(Event.RoomSynchronized.class, event -> synchronised = true);
        time.run(Duration.ofSeconds(1));
    }

    private Discret open(VirtualMachine machine) {
        Configuration configuration = Engines.configuration(parts.folder().resolve(machine.name()))
                .announceFrequencyInMs(1_000)
                .build();
        return Discret.open(
                configuration,
                new Assembly(
                        Optional.of(machine.environment()),
                        store,
                        network.transport(machine),
                        List.of(network.discovery(machine)),
                        parts.signer(),
                        parts.keyDerivation()));
    }

    private void insert() {
        List<CompletableFuture<QueryResult>> answers = new ArrayList<>();
        for (int i = 0; i < parts.rows(); i++) {
            if (i % 100 == 0) {
                time.run(MOMENT); // so that they are not of one ms
            }
            answers.add(source.async()
                    .mutate(Engines.INSERT, Parameters.of("room", source.privateRoom(), "text", Rows.text(i))));
        }
        answers.forEach(answer -> time.await(answer, LIMIT));
    }

    /** What went over the network so far. */
    Traffic traffic() {
        return network.traffic();
    }

    /** Change nothing but one row of the first, and wait until the second has it. */
    void insertLive() {
        long before = pulled();
        time.await(
                source.async().mutate(Engines.INSERT, Parameters.of("room", source.privateRoom(), "text", "live")),
                LIMIT);
        while (pulled() == before) {
            time.run(MOMENT);
        }
        time.run(Duration.ofSeconds(1));
    }

    /** Change one row of the first while both are apart; what the second does to have it when they meet again. */
    Traffic changeApart() {
        time.run(Duration.ofSeconds(10)); // until both have digested the day
        String id = time.await(source.async().query(ANY, Parameters.create()), LIMIT)
                .list("r", Row.class)
                .get(0)
                .id();
        network.cut(sourceMachine, freshMachine);
        time.run(Duration.ofMinutes(2));
        time.await(source.async().mutate(CHANGE, Parameters.of("id", id, "text", "changed")), LIMIT);
        synchronised = false;
        Traffic before = traffic();
        pull();
        return traffic().since(before);
    }

    private record Row(String id) {}

    @Override
    public void pull() {
        network.mend(sourceMachine, freshMachine);
        time.runUntil(() -> synchronised, LIMIT);
    }

    @Override
    public long pulled() {
        return time.await(fresh.async().query("query { r: chat.Message { n: count() } }", Parameters.create()), LIMIT)
                .list("r", SocketPair.Count.class)
                .get(0)
                .n();
    }

    @Override
    public void close() {
        time.await(fresh.async().close(), LIMIT);
        time.await(source.async().close(), LIMIT);
    }
}
