package io.discret.testkit;

import io.discret.spi.DiscoveryProvider;
import io.discret.spi.TransportProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Connect the machines of a {@link VirtualTime}: transports and local discovery in memory, without a socket.
 *
 * <p>Machine number n has the address 10.0.0.n. The seed draws latency, loss and the size of chunks. Paths between
 * machines can be cut: datagrams are then lost, bytes of streams wait for the path to come back, and a connection that
 * hears nothing for its idle time ends, as with QUIC. A machine that crashes falls silent.
 *
 * <p>Bytes handed to a stream listener are overwritten after the call: who keeps the buffer is found out.
 * Used by the thread of the time line only.
 */
public final class VirtualNetwork {
    private static final Duration LEAST_RETRANSMISSION = Duration.ofMillis(50);
    private static final Duration MOST_RETRANSMISSION = Duration.ofMillis(400);

    private final VirtualTime time;
    private final VirtualScheduler scheduler;
    private final Executor wire;
    private final SplittableRandom random;
    private final Map<VirtualMachine, VirtualHost> hosts = new LinkedHashMap<>();
    private final TrafficMeter meter = new TrafficMeter();
    private final Set<Path> cuts = new HashSet<>();
    private List<Stalled> stalled = new ArrayList<>();
    private NetworkConditions conditions = NetworkConditions.usual();
    private @Nullable String only;

    public VirtualNetwork(VirtualTime time) {
        this.time = time;
        scheduler = new VirtualScheduler(time, "network");
        wire = scheduler.serial("wire");
        random = new SplittableRandom(SeededRandomSource.derive(time.seed(), "network"));
    }

    /** Treat what is sent from now on so. */
    public void conditions(NetworkConditions conditions) {
        this.conditions = conditions;
    }

    /** Let a third of the machines, chosen by the seed, speak no other protocol than this one, as a reference peer does. */
    public void someSpeakOnly(String protocol) {
        only = protocol;
    }

    boolean speaks(VirtualHost host, String protocol) {
        return only == null || protocol.equals(only) || Math.floorMod(host.number() + time.seed(), 3) != 0;
    }

    /** Opens transports of a machine. */
    public TransportProvider transport(VirtualMachine machine) {
        return host(machine).transportProvider();
    }

    /** Opens discoveries of a machine: a multicast group that all machines are in. */
    public DiscoveryProvider discovery(VirtualMachine machine) {
        return host(machine).discoveryProvider();
    }

    /** The address of a machine. */
    public InetAddress address(VirtualMachine machine) {
        return host(machine).address();
    }

    /** Cut the path between two machines, in both directions. */
    public void cut(VirtualMachine one, VirtualMachine other) {
        if (one != other) {
            cuts.add(Path.between(host(one), host(other)));
        }
    }

    /** Mend the path between two machines. */
    public void mend(VirtualMachine one, VirtualMachine other) {
        if (one != other) {
            cuts.remove(Path.between(host(one), host(other)));
            resume();
        }
    }

    /** Cut every path between a machine and the others. */
    public void isolate(VirtualMachine machine) {
        List.copyOf(hosts.keySet()).forEach(other -> cut(machine, other));
    }

    /** Keep only the paths inside each of the groups; a machine in no group keeps its paths. */
    public void partition(List<? extends Collection<VirtualMachine>> groups) {
        for (Collection<VirtualMachine> group : groups) {
            for (Collection<VirtualMachine> other : groups) {
                if (group != other) {
                    group.forEach(a -> other.forEach(b -> cut(a, b)));
                }
            }
        }
    }

    /** Mend every path. */
    public void heal() {
        cuts.clear();
        resume();
    }

    /** Whether the path between two machines works. */
    public boolean reaches(VirtualMachine one, VirtualMachine other) {
        return reaches(host(one), host(other));
    }

    /** Transports and discoveries that are open on machines that did not crash; none after a clean end. */
    public int openEndpoints() {
        return hosts.values().stream().mapToInt(VirtualHost::openEndpoints).sum();
    }

    /** What went over the network since its beginning. */
    public Traffic traffic() {
        return meter.read();
    }

    TrafficMeter meter() {
        return meter;
    }

    VirtualTime time() {
        return time;
    }

    SplittableRandom random() {
        return random;
    }

    boolean lucky(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    boolean reaches(VirtualHost one, VirtualHost other) {
        return one == other || !cuts.contains(Path.between(one, other));
    }

    Collection<VirtualHost> hosts() {
        return hosts.values();
    }

    @Nullable
    VirtualHost find(VirtualHost from, InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            return null;
        }
        if (ip.isLoopbackAddress() || ip.isAnyLocalAddress()) {
            return from;
        }
        return hosts.values().stream()
                .filter(host -> host.address().equals(ip))
                .findFirst()
                .orElse(null);
    }

    /** Run something on the network after a delay. */
    void later(Duration delay, Runnable event) {
        scheduler.schedule(delay, wire, event);
    }

    /** Send something that is retransmitted until it arrives: it waits while the path is cut. */
    void transmit(VirtualHost from, VirtualHost to, Runnable arrival) {
        Duration delay = latency();
        if (lucky(conditions.loss())) {
            delay = delay.plus(between(LEAST_RETRANSMISSION, MOST_RETRANSMISSION));
        }
        later(delay, () -> arrive(from, to, arrival));
    }

    /** Send something that may be lost, doubled and overtaken. */
    void datagram(VirtualHost from, VirtualHost to, Runnable arrival) {
        int copies = lucky(conditions.duplication()) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (!lucky(conditions.loss())) {
                later(latency(), () -> {
                    if (reaches(from, to)) {
                        arrival.run();
                    }
                });
            }
        }
    }

    Duration latency() {
        return between(conditions.leastLatency(), conditions.mostLatency());
    }

    /** How many of the bytes that wait go at once: often many, sometimes very few. */
    int chunk(int waiting) {
        int most = Math.min(waiting, conditions.largestChunk());
        if (random.nextInt(4) > 0) {
            return most;
        }
        int bits = 32 - Integer.numberOfLeadingZeros(most);
        return Math.min(most, 1 + random.nextInt(1 << random.nextInt(bits)));
    }

    private void arrive(VirtualHost from, VirtualHost to, Runnable arrival) {
        if (reaches(from, to)) {
            arrival.run();
        } else {
            stalled.add(new Stalled(from, to, arrival));
        }
    }

    private void resume() {
        List<Stalled> waiting = stalled;
        stalled = new ArrayList<>();
        for (Stalled one : waiting) {
            if (reaches(one.from, one.to)) {
                transmit(one.from, one.to, one.arrival);
            } else {
                stalled.add(one);
            }
        }
    }

    private Duration between(Duration least, Duration most) {
        long span = most.toNanos() - least.toNanos();
        return span <= 0 ? least : least.plusNanos(random.nextLong(span + 1));
    }

    private VirtualHost host(VirtualMachine machine) {
        return hosts.computeIfAbsent(machine, m -> new VirtualHost(this, m, hosts.size() + 1));
    }

    /** Two machines, whatever the direction. */
    private record Path(int low, int high) {
        static Path between(VirtualHost one, VirtualHost other) {
            return new Path(Math.min(one.number(), other.number()), Math.max(one.number(), other.number()));
        }
    }

    private record Stalled(VirtualHost from, VirtualHost to, Runnable arrival) {}
}
