package io.discret.discovery.mdns;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hold the sockets of a group in step with the interfaces: one that receives on all of them, one an interface that sends.
 *
 * <p>Safe for use by any thread; sending waits for nothing.
 */
final class GroupLinks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    private final GroupSockets sockets;
    private final Map<LocalInterface, GroupSockets.Sender> senders = new ConcurrentHashMap<>();
    private GroupSockets.@Nullable Receiver receiver;
    /** Whether the receiver is still joined to interfaces that are gone. */
    private boolean stale = true;

    private boolean warned;
    private boolean closed;

    GroupLinks(GroupSockets sockets) {
        this.sockets = sockets;
    }

    /**
     * Close what belongs to interfaces that are gone, and open what those that came need. One interface that cannot be
     * used does not harm the others (systems limit how many a socket may join); it is tried again at the next call.
     *
     * @return those that came
     * @throws IOException when the port cannot be bound; what worked before still does
     */
    synchronized List<LocalInterface> follow(Collection<LocalInterface> now) throws IOException {
        if (closed) {
            return List.of();
        }
        for (LocalInterface known : List.copyOf(senders.keySet())) {
            if (!now.contains(known)) {
                drop(known);
                stale = true;
            }
        }
        GroupSockets.Receiver listening = receiver;
        if (listening == null || stale) {
            listening = hearAnew();
        }
        List<LocalInterface> came = new ArrayList<>();
        for (LocalInterface one : now) {
            if (!senders.containsKey(one) && open(listening, one)) {
                came.add(one);
            }
        }
        boolean deaf = senders.isEmpty() && !now.isEmpty();
        if (deaf && !warned) {
            LOG.log(Level.WARNING, "No network interface carries multicast now; it is tried again for ever.");
        }
        warned = deaf;
        return came;
    }

    /**
     * Interfaces cannot be left one by one: systems refuse to leave one that is gone, and Java takes one that came back
     * for the one that went. So a fresh socket joins what is there; the old one hears until the fresh one does.
     */
    private GroupSockets.Receiver hearAnew() throws IOException {
        GroupSockets.Receiver fresh = sockets.receiver();
        for (LocalInterface one : List.copyOf(senders.keySet())) {
            if (!join(fresh, one)) {
                drop(one);
            }
        }
        if (receiver != null) {
            receiver.close();
        }
        receiver = fresh;
        stale = false;
        return fresh;
    }

    private boolean open(GroupSockets.Receiver listening, LocalInterface one) {
        if (!join(listening, one)) {
            return false;
        }
        try {
            senders.put(one, sockets.sender(one));
            LOG.log(Level.DEBUG, "Multicast through {0} now.", one.name());
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Cannot send through {0}: {1}", one.name(), e.getMessage());
            return false;
        }
    }

    private static boolean join(GroupSockets.Receiver listening, LocalInterface one) {
        try {
            listening.join(one);
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Cannot join on {0}: {1}", one.name(), e.getMessage());
            return false;
        }
    }

    private void drop(LocalInterface gone) {
        GroupSockets.Sender sender = senders.remove(gone);
        if (sender != null) {
            sender.close();
            LOG.log(Level.DEBUG, "No multicast through {0} any more.", gone.name());
        }
    }

    /** Those in use now. */
    List<LocalInterface> interfaces() {
        return List.copyOf(senders.keySet());
    }

    /**
     * Send through one interface.
     *
     * @return whether the system took it
     */
    boolean send(LocalInterface through, byte[] datagram) {
        GroupSockets.Sender sender = senders.get(through);
        if (sender == null) {
            return false;
        }
        try {
            sender.send(datagram);
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A multicast message could not be sent: {0}", e.toString());
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(senders.keySet()).forEach(this::drop);
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
    }
}
