package io.discret.discovery.mdns;

import io.discret.api.ConfigurationException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.MeetingToken;
import io.discret.spi.Scheduler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Announce to the multicast group and tell what others announce (docs/protocol/40 §7.2).
 *
 * <p>One socket receives on a thread of the scheduler until it is closed; one socket an interface sends, on the thread
 * of the caller, without waiting. Safe for use by any thread.
 */
final class MulticastDiscovery implements Discovery {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    /** Messages heard that the listener has not been told yet; a flood beyond that is dropped, memory stays bounded. */
    private static final int MAX_WAITING = 1024;

    /** A socket that fails again and again must not keep a processor busy. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final DiscoveryOptions options;
    private final Executor receiving;
    private final MulticastReceiver receiver;
    private final List<MulticastSender> senders;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    private MulticastDiscovery(DiscoveryOptions options, MulticastReceiver receiver, List<MulticastSender> senders) {
        this.options = options;
        this.receiver = receiver;
        this.senders = senders;
        this.receiving = options.environment().scheduler().pool("discret-multicast", 1);
    }

    static MulticastDiscovery open(DiscoveryOptions options) {
        MulticastAddress address = MulticastAddress.of(options.configuration());
        List<LocalInterface> interfaces = LocalInterface.choose(address);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            MulticastReceiver receiver = MulticastReceiver.open(interfaces, address.group());
            opened.add(receiver);
            List<MulticastSender> senders = new ArrayList<>();
            for (LocalInterface one : interfaces) {
                MulticastSender sender = MulticastSender.open(one, address.group());
                opened.add(sender);
                senders.add(sender);
            }
            MulticastDiscovery discovery = new MulticastDiscovery(options, receiver, List.copyOf(senders));
            discovery.receiving.execute(discovery::receive);
            return discovery;
        } catch (IOException | RuntimeException e) {
            opened.forEach(MulticastDiscovery::closeQuietly);
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The multicast group " + options.configuration().multicastIpv4Group()
                            + " cannot be used on interface "
                            + options.configuration().multicastIpv4Interface() + " (" + e.getMessage()
                            + "); correct them or set enableMulticast to false.",
                    e);
        }
    }

    @Override
    public void announce(Announce announce, int port) {
        send(new MulticastMessage.Announcement(announce, port));
    }

    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int port) {
        send(new MulticastMessage.InitiateConnection(header, token, port));
    }

    @Override
    public Counters counters() {
        return new Counters(sent.get(), received.get(), malformed.get(), failed.get());
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(receiver);
        senders.forEach(MulticastDiscovery::closeQuietly);
    }

    /** A message counts as sent when at least one interface took it. */
    private void send(MulticastMessage message) {
        byte[] datagram = message.encoded();
        boolean taken = false;
        if (datagram.length > MulticastMessage.MAX_SIZE) {
            LOG.log(Level.WARNING, "An announce of {0} bytes was not sent; split its tokens.", datagram.length);
        } else {
            for (MulticastSender sender : senders) {
                taken |= send(sender, datagram);
            }
        }
        (taken ? sent : failed).incrementAndGet();
    }

    private static boolean send(MulticastSender sender, byte[] datagram) {
        try {
            sender.send(datagram);
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A multicast message could not be sent: {0}", e.toString());
            return false;
        }
    }

    private void receive() {
        try {
            while (!closed) {
                heard(receiver.receive());
            }
        } catch (ClosedChannelException e) {
            LOG.log(Level.TRACE, "The multicast receiver ended.");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The multicast receiver failed and begins anew: {0}", e.toString());
            Scheduler scheduler = options.environment().scheduler();
            scheduler.schedule(PAUSE_AFTER_FAILURE, receiving, this::receive);
        }
    }

    private void heard(InetSocketAddress sender) {
        try {
            if (receiver.tooLong()) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "The datagram is too long.");
            }
            MulticastMessage message = MulticastMessage.read(receiver.datagram());
            if (message.port() == 0) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "Nobody can be dialed at port 0.");
            }
            received.incrementAndGet();
            pass(message, new InetSocketAddress(sender.getAddress(), message.port()));
        } catch (DiscretException e) {
            malformed.incrementAndGet();
            LOG.log(Level.DEBUG, "A datagram of {0} was ignored: {1}", sender, e.getMessage());
        }
    }

    private void pass(MulticastMessage message, InetSocketAddress address) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        try {
            options.callbacks().execute(() -> {
                waiting.decrementAndGet();
                if (!closed) {
                    tell(message, address);
                }
            });
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            LOG.log(Level.DEBUG, "A multicast message came while the engine was closing.");
        }
    }

    private void tell(MulticastMessage message, InetSocketAddress address) {
        if (message instanceof MulticastMessage.Announcement heard) {
            options.listener().announced(heard.announce(), address, true);
        } else if (message instanceof MulticastMessage.InitiateConnection heard) {
            options.listener().initiated(heard.header(), heard.token(), address, true);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "A multicast socket could not be closed: {0}", e.toString());
        }
    }
}
