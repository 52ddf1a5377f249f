package io.discret.discovery.mdns;

import io.discret.api.ConfigurationException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.MeetingToken;
import io.discret.spi.Scheduler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Announce to the multicast group and tell what others announce (docs/protocol/40 §7.2).
 *
 * <p>One socket receives on a thread of the scheduler until it is closed; one socket an interface sends, on the thread
 * of the caller, without waiting. Where every interface is meant they follow the interfaces. Safe for use by any thread.
 */
final class MulticastDiscovery implements Discovery {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    /** A socket that fails again and again must not keep a processor busy. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final DiscoveryListener listener;
    private final ListenerQueue queue;
    private final Executor receiving;
    private final ReceiveLoop loop;
    private final FollowedGroup group;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile List<MulticastMessage> latest = List.of();
    private volatile boolean closed;

    private MulticastDiscovery(
            DiscoveryOptions options, MulticastAddress address, LocalInterfaces.Look look, Duration lookAgain)
            throws IOException {
        scheduler = options.environment().scheduler();
        listener = options.listener();
        queue = new ListenerQueue(options.callbacks());
        receiving = scheduler.pool("discret-multicast", 1);
        loop = new ReceiveLoop(MulticastMessage.MAX_SIZE, this::heard);
        group = new FollowedGroup(
                new Sockets(address, loop),
                look,
                this::announceThrough,
                scheduler,
                scheduler.serial("discret-interfaces"),
                lookAgain);
    }

    static MulticastDiscovery open(DiscoveryOptions options) {
        return open(options, FollowedGroup.LOOK_AGAIN);
    }

    /** Open one that looks at the interfaces at another pace. */
    static MulticastDiscovery open(DiscoveryOptions options, Duration lookAgain) {
        MulticastAddress address = MulticastAddress.of(options.configuration());
        try {
            MulticastDiscovery discovery = new MulticastDiscovery(options, address, address.look(), lookAgain);
            discovery.start();
            return discovery;
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The multicast group " + options.configuration().multicastIpv4Group()
                            + " cannot be used on interface "
                            + options.configuration().multicastIpv4Interface() + " (" + e.getMessage()
                            + "); correct them or set enableMulticast to false.",
                    e);
        }
    }

    private void start() throws IOException {
        try {
            group.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        receiving.execute(this::receive);
    }

    @Override
    public void announce(Announce announce, int port) {
        announce(List.of(announce), port);
    }

    @Override
    public void announce(List<Announce> parts, int port) {
        List<MulticastMessage> messages = parts.stream()
                .<MulticastMessage>map(part -> new MulticastMessage.Announcement(part, port))
                .toList();
        latest = messages;
        messages.forEach(message -> send(message, group.interfaces()));
    }

    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int port) {
        send(new MulticastMessage.InitiateConnection(header, token, port), group.interfaces());
    }

    /** Whoever is on a network that we came to need not wait for the next period of announces. */
    private void announceThrough(List<LocalInterface> interfaces) {
        latest.forEach(message -> send(message, interfaces));
    }

    @Override
    public Counters counters() {
        return new Counters(sent.get(), received.get(), malformed.get(), failed.get());
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        group.close();
        try {
            loop.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The multicast receiver could not be closed: {0}", e.toString());
        }
    }

    /** A message counts as sent when at least one interface took it. */
    private void send(MulticastMessage message, List<LocalInterface> through) {
        byte[] datagram = message.encoded();
        boolean taken = false;
        if (datagram.length > MulticastMessage.MAX_SIZE) {
            LOG.log(Level.WARNING, "An announce of {0} bytes was not sent; split its tokens.", datagram.length);
        } else {
            taken = group.send(datagram, through);
        }
        (taken ? sent : failed).incrementAndGet();
    }

    private void receive() {
        try {
            loop.run();
        } catch (IOException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "The multicast receiver failed and begins anew: {0}", e.toString());
                scheduler.schedule(PAUSE_AFTER_FAILURE, receiving, this::receive);
            }
        }
    }

    private void heard(ByteBuffer datagram, InetSocketAddress sender) {
        try {
            if (datagram.remaining() > MulticastMessage.MAX_SIZE) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "The datagram is too long.");
            }
            MulticastMessage message = MulticastMessage.read(datagram);
            if (message.port() == 0) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "Nobody can be dialed at port 0.");
            }
            received.incrementAndGet();
            InetSocketAddress address = new InetSocketAddress(sender.getAddress(), message.port());
            queue.tell(() -> message.tell(listener, address));
        } catch (DiscretException e) {
            malformed.incrementAndGet();
            LOG.log(Level.DEBUG, "A datagram of {0} was ignored: {1}", sender, e.getMessage());
        }
    }

    /** The sockets of the group of the reference. */
    private record Sockets(MulticastAddress address, ReceiveLoop loop) implements GroupSockets {
        @Override
        public Receiver receiver() throws IOException {
            return MulticastReceiver.open(address.group(), address.ownInterface(), loop);
        }

        @Override
        public Sender sender(LocalInterface through) throws IOException {
            return MulticastSender.open(through, address.group());
        }
    }
}
