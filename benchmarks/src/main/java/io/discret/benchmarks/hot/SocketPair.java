package io.discret.benchmarks.hot;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.spi.Assembly;
import io.discret.spi.Providers;
import io.discret.spi.TransportProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two devices with real sockets and threads. */
final class SocketPair implements PullPair {
    private static final long LIMIT_SECONDS = 120;

    private final Hall hall = new Hall();
    private final Parts parts;
    private final TransportProvider transport;
    private final Discret source;
    private final Discret fresh;
    private final CountDownLatch synchronised = new CountDownLatch(1);

    SocketPair(Parts parts, String transport) {
        this.parts = parts;
        this.transport = Providers.byId(
                TransportProvider.class,
                Providers.all(TransportProvider.class),
                transport,
                "discret-transport-" + transport);
        source = open("source");
        Engines.insert(source, parts.rows());
        fresh = open("fresh");
        fresh.events().onEvent(Event.RoomSynchronized.class, event -> synchronised.countDown());
    }

    private Discret open(String name) {
        Path folder = parts.folder().resolve(name);
        Configuration configuration =
                Engines.configuration(folder).store(parts.store()).build();
        Assembly found = Assembly.discover(configuration);
        return Discret.open(
                configuration,
                new Assembly(
                        Optional.empty(),
                        found.store(),
                        transport,
                        List.of(hall),
                        parts.signer(),
                        parts.keyDerivation()));
    }

    @Override
    public void pull() {
        hall.openDoor();
        try {
            if (!synchronised.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The devices have not met.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long pulled() {
        return fresh.query("query { r: chat.Message { n: count() } }")
                .list("r", Count.class)
                .get(0)
                .n();
    }

    /** What the query above gives. */
    public record Count(long n) {}

    @Override
    public void close() {
        hall.closeDoor();
        fresh.close();
        source.close();
    }
}
