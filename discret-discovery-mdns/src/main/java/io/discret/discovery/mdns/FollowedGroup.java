package io.discret.discovery.mdns;

import io.discret.spi.Scheduler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keep a group on interfaces that come and go: Wi-Fi off and on, a cable, another network. Safe for use by any thread.
 *
 * <p>Java tells nobody that an interface changed, so the list is looked at again and again; that costs some system calls.
 */
final class FollowedGroup implements AutoCloseable {
    /** A device whose Wi-Fi came back is found after this time at the latest; a person waits longer for Wi-Fi itself. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    private final GroupLinks links;
    private final LocalInterfaces.Look look;
    private final Consumer<List<LocalInterface>> came;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Duration lookAgain;
    private Scheduler.@Nullable Task next;
    private boolean closed;

    /**
     * Make one that has opened nothing.
     *
     * @param came told of interfaces that came after the start
     * @param executor runs one task at a time; where the interfaces are looked at
     */
    FollowedGroup(
            GroupSockets sockets,
            LocalInterfaces.Look look,
            Consumer<List<LocalInterface>> came,
            Scheduler scheduler,
            Executor executor,
            Duration lookAgain) {
        this.links = new GroupLinks(sockets);
        this.look = look;
        this.came = came;
        this.scheduler = scheduler;
        this.executor = executor;
        this.lookAgain = lookAgain;
    }

    /**
     * Open the sockets for the interfaces of now, which may be none, and follow from now on.
     *
     * @throws IOException when the port cannot be bound, or the interfaces cannot be listed
     */
    void start() throws IOException {
        links.follow(look.now());
        lookLater();
    }

    private synchronized void lookLater() {
        if (!closed) {
            next = scheduler.schedule(lookAgain, executor, this::lookAgain);
        }
    }

    private void lookAgain() {
        try {
            List<LocalInterface> fresh = links.follow(look.now());
            if (!fresh.isEmpty()) {
                came.accept(fresh);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The network interfaces cannot be followed now: {0}", e.toString());
        }
        lookLater();
    }

    /**
     * Send through every interface.
     *
     * @return whether at least one took it
     */
    boolean send(byte[] datagram) {
        return send(datagram, links.interfaces());
    }

    /** Send through some interfaces. */
    boolean send(byte[] datagram, List<LocalInterface> through) {
        boolean taken = false;
        for (LocalInterface one : through) {
            taken |= links.send(one, datagram);
        }
        return taken;
    }

    /** Those in use now. */
    List<LocalInterface> interfaces() {
        return links.interfaces();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
        links.close();
    }
}
