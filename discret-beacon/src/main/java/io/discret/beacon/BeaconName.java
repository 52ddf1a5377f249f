package io.discret.beacon;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.Scheduler;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keep a connection to each address of one beacon: several servers may share a name and a certificate, and each
 * knows only its own clients (docs/protocol/40 §8.1). Used by one thread.
 */
final class BeaconName implements BeaconLink.Watcher {
    /** Addresses of one name that are used. */
    private static final int MOST_ADDRESSES = 8;

    /** Connections to one address: each carries a list of {@link Announce#MAX_TOKENS} tokens. */
    private static final int MOST_PARTS = 8;

    /** An address that changes is noticed after this. */
    private static final Duration LOOK_UP_AGAIN = Duration.ofMinutes(5);

    private final ConfiguredBeacon beacon;
    private final DiscoveryOptions options;
    private final BeaconDiscovery.Tally tally;
    private final Executor resolver;
    private final Backoff backoff;
    private final Map<InetAddress, List<BeaconLink>> links = new HashMap<>();
    private List<Announce> parts = List.of();
    private Scheduler.@Nullable Task nextLookUp;
    private boolean begun;
    private boolean closed;
    private @Nullable Boolean told;

    BeaconName(ConfiguredBeacon beacon, DiscoveryOptions options, BeaconDiscovery.Tally tally) {
        this.beacon = beacon;
        this.options = options;
        this.tally = tally;
        this.resolver = options.environment().scheduler().pool("beacon names", 1);
        this.backoff = new Backoff(options.environment().random());
    }

    /** Announce the whole list of tokens. */
    void announce(List<Announce> newParts) {
        if (closed) {
            tally.failed.incrementAndGet();
            return;
        }
        parts = newParts.size() > MOST_PARTS ? newParts.subList(0, MOST_PARTS) : newParts;
        if (!begun) {
            begun = true;
            lookUp();
        }
        links.values().forEach(this::announceTo);
    }

    void close() {
        closed = true;
        if (nextLookUp != null) {
            nextLookUp.cancel();
        }
        links.values().forEach(same -> same.forEach(BeaconLink::close));
        links.clear();
    }

    @Override
    public void changed(@Nullable DiscretException failure) {
        boolean connected = links.values().stream().flatMap(List::stream).anyMatch(BeaconLink::isUp);
        boolean undecided = links.values().stream().flatMap(List::stream).anyMatch(BeaconLink::isDialing);
        if (connected) {
            tell(true, "");
        } else if (told != null || !undecided) {
            tell(false, failure == null ? lost() : reason(failure));
        }
    }

    private String lost() {
        return "The connection with the beacon " + beacon.name() + " was lost; it is tried again for ever.";
    }

    private String reason(DiscretException failure) {
        return failure.code() == ErrorCode.CERTIFICATE_REFUSED
                ? "The beacon " + beacon.name() + " shows another certificate than the configured hash tells; copy the "
                        + "hash from its operator."
                : "The beacon " + beacon.name() + " cannot be reached; it is tried again for ever. Is the host up, and "
                        + "does the network let UDP through?";
    }

    private void tell(boolean connected, String reason) {
        if (!closed && (told == null || told != connected)) {
            told = connected;
            options.listener().serverChanged(beacon.name(), connected, reason);
        }
    }

    /** Names are looked up on a thread of their own: that may take many seconds. */
    private void lookUp() {
        resolver.execute(() -> {
            List<InetAddress> found = resolve(beacon.host());
            options.callbacks().execute(() -> lookedUp(found));
        });
    }

    private void lookedUp(List<InetAddress> found) {
        if (closed) {
            return;
        }
        if (found.isEmpty()) {
            if (links.isEmpty()) {
                tell(
                        false,
                        "The name of the beacon " + beacon.name()
                                + " cannot be resolved to an address; it is tried "
                                + "again for ever. Is there a network, and is the name right?");
            }
            lookUpAfter(backoff.next());
            return;
        }
        backoff.reset();
        Set<InetAddress> wanted = found.stream().limit(MOST_ADDRESSES).collect(Collectors.toSet());
        links.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(BeaconLink::close);
            }
            return gone;
        });
        for (InetAddress address : wanted) {
            announceTo(links.computeIfAbsent(address, a -> new ArrayList<>(List.of(link(a)))));
        }
        lookUpAfter(LOOK_UP_AGAIN);
    }

    private void lookUpAfter(Duration pause) {
        nextLookUp = options.environment().scheduler().schedule(pause, options.callbacks(), this::lookUp);
    }

    /** One connection for each part: on a connection an announce replaces the one before (docs/protocol/40 §8.2). */
    private void announceTo(List<BeaconLink> same) {
        while (same.size() < parts.size()) {
            same.add(link(same.get(0).address().getAddress()));
        }
        while (same.size() > Math.max(1, parts.size())) {
            same.remove(same.size() - 1).close();
        }
        for (int i = 0; i < parts.size(); i++) {
            same.get(i).announce(parts.get(i));
        }
    }

    private BeaconLink link(InetAddress address) {
        return new BeaconLink(beacon, new InetSocketAddress(address, beacon.port()), options, tally, this);
    }

    /**
     * The addresses that the own endpoint can dial. By IPv4 it meets those that have IPv4 (all of the reference), by IPv6
     * those that have IPv6, so it goes by both where it can.
     */
    private List<InetAddress> resolve(String host) {
        boolean ipv4Only = options.transport().localAddress().getAddress() instanceof Inet4Address;
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(address -> !ipv4Only || address instanceof Inet4Address)
                    .sorted(Comparator.comparing(address -> address.getAddress().length))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
