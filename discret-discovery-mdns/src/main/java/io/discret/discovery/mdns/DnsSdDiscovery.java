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
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Announce by DNS-SD over multicast DNS, for networks that pass nothing else (docs/protocol/40 §7.5; RFC 6762, 6763).
 *
 * <p>Says and shows what the multicast of the reference does, in records of {@code _discret._udp.local}. One thread of the
 * scheduler receives until it is closed; what is sent is sent without waiting. Safe for use by any thread.
 */
final class DnsSdDiscovery implements Discovery, Publisher.Wire {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    /** A socket that fails again and again must not keep a processor busy. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final int port;
    private final Scheduler scheduler;
    private final DiscoveryListener listener;
    private final ListenerQueue queue;
    private final Executor receiving;
    private final ReceiveLoop loop;
    private final List<FollowedGroup> groups;
    private final Publisher publisher;
    private final ServiceWatch watch = new ServiceWatch();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean closed;

    private DnsSdDiscovery(DiscoveryOptions options, int port, Duration lookAgain) throws IOException {
        this.port = port;
        MulticastAddress address = MulticastAddress.of(options.configuration());
        scheduler = options.environment().scheduler();
        listener = options.listener();
        queue = new ListenerQueue(options.callbacks());
        receiving = scheduler.pool("discret-dns-sd", 1);
        Executor executor = scheduler.serial("discret-dns-sd-timers");
        loop = new ReceiveLoop(DnsMessage.MAX_SIZE, this::heard);
        publisher = new Publisher(this, options.environment(), executor);
        List<FollowedGroup> made = new ArrayList<>();
        made.add(new FollowedGroup(
                new MdnsSockets(new InetSocketAddress(MdnsSockets.ipv4(), port), loop),
                address.look(),
                publisher::came,
                scheduler,
                executor,
                lookAgain));
        // A peer that was found by IPv6 must be dialed by IPv6.
        if (options.transport().localAddress().getAddress() instanceof Inet6Address) {
            made.add(new FollowedGroup(
                    new MdnsSockets(new InetSocketAddress(MdnsSockets.ipv6(), port), loop),
                    address.lookIpv6(),
                    publisher::came,
                    scheduler,
                    executor,
                    lookAgain));
        }
        groups = List.copyOf(made);
    }

    /**
     * Open one.
     *
     * @param port that of multicast DNS; another one for tests
     * @param lookAgain how often the interfaces are looked at
     */
    static DnsSdDiscovery open(DiscoveryOptions options, int port, Duration lookAgain) {
        try {
            DnsSdDiscovery discovery = new DnsSdDiscovery(options, port, lookAgain);
            discovery.start();
            return discovery;
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "UDP port " + port + " of multicast DNS cannot be used (" + e.getMessage()
                            + "): another program may keep it for itself; end it or set enableDnsSd to false.",
                    e);
        }
    }

    private void start() throws IOException {
        try {
            for (FollowedGroup group : groups) {
                group.start();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        receiving.execute(this::receive);
        publisher.ask();
    }

    @Override
    public void announce(Announce announce, int endpointPort) {
        announce(List.of(announce), endpointPort);
    }

    @Override
    public void announce(List<Announce> parts, int endpointPort) {
        List<byte[]> messages = new ArrayList<>();
        for (Announce part : parts) {
            byte[] message = new MulticastMessage.Announcement(part, endpointPort).encoded();
            if (message.length > MulticastMessage.MAX_SIZE) {
                LOG.log(Level.WARNING, "An announce of {0} bytes was not sent; split its tokens.", message.length);
                failed.incrementAndGet();
            } else {
                messages.add(message);
            }
        }
        if (!messages.isEmpty()) {
            (publisher.announce(messages, endpointPort) ? sent : failed).addAndGet(messages.size());
        }
    }

    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int endpointPort) {
        byte[] message = new MulticastMessage.InitiateConnection(header, token, endpointPort).encoded();
        (publisher.say(message, endpointPort) ? sent : failed).incrementAndGet();
    }

    @Override
    public Counters counters() {
        return new Counters(sent.get(), received.get(), malformed.get(), failed.get());
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        publisher.close();
        groups.forEach(FollowedGroup::close);
        try {
            loop.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The receiver of multicast DNS could not be closed: {0}", e.toString());
        }
    }

    @Override
    public List<LocalInterface> interfaces() {
        return groups.stream().flatMap(group -> group.interfaces().stream()).toList();
    }

    @Override
    public boolean send(LocalInterface through, byte[] message) {
        int group = through.address() instanceof Inet4Address ? 0 : 1;
        return groups.get(group).send(message, List.of(through));
    }

    private void receive() {
        try {
            loop.run();
        } catch (IOException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "The receiver of multicast DNS failed and begins anew: {0}", e.toString());
                scheduler.schedule(PAUSE_AFTER_FAILURE, receiving, this::receive);
            }
        }
    }

    private void heard(ByteBuffer datagram, InetSocketAddress sender) {
        DnsMessage message;
        try {
            message = DnsReader.read(datagram);
        } catch (DiscretException e) {
            malformed.incrementAndGet();
            LOG.log(Level.DEBUG, "A message of {0} was ignored: {1}", sender, e.getMessage());
            return;
        }
        // Who asks from another port wants an answer of its own (RFC 6762 §6.7); a short question with a false sender
        // would send long answers to a victim, and nobody needs it here.
        List<LocalInterface> on = interfaces().stream()
                .filter(one -> one.reaches(sender.getAddress()))
                .toList();
        if (sender.getPort() != port || on.isEmpty()) {
            return;
        }
        if (message.response()) {
            told(message, sender);
        } else {
            on.forEach(one -> publisher.asked(message, one));
        }
    }

    private void told(DnsMessage message, InetSocketAddress sender) {
        ServiceWatch.Found found = watch.look(message, sender);
        malformed.addAndGet(found.malformed());
        for (ServiceWatch.Announced one : found.messages()) {
            received.incrementAndGet();
            queue.tell(() -> one.message().tell(listener, one.address()));
        }
    }
}
