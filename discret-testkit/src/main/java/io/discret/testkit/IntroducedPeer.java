package io.discret.testkit;

import io.discret.api.Configuration;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;

/**
 * A peer on a virtual network whose discovery asks a server, and that remembers what it is told (docs/protocol/40 §8). Used by
 * one thread, while virtual time stands still.
 */
public final class IntroducedPeer implements DiscoveryListener, AutoCloseable {
    private final List<Initiation> initiations = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();
    private final AnnounceHeader header;
    private final Transport transport;
    private final Discovery discovery;

    /** What a listener was told. */
    public record Initiation(AnnounceHeader header, long token, InetSocketAddress address, boolean local) {}

    /** Open an endpoint and a discovery on a machine. */
    public IntroducedPeer(
            VirtualNetwork network,
            VirtualMachine machine,
            DiscoveryProvider provider,
            KeyDerivation derivation,
            Configuration configuration) {
        Executor engine = machine.environment().scheduler().serial("engine");
        transport = network.transport(machine)
                .open(TransportOptions.defaults(
                        new InetSocketAddress(0), new byte[] {1}, new byte[] {1}, List.of("h3"), engine));
        byte[] id = machine.environment().random().bytes(Uid.SIZE);
        header = new AnnounceHeader(Uid.of(id), new byte[32], new byte[64]);
        discovery = provider.open(
                new DiscoveryOptions(configuration, machine.environment(), transport, derivation, engine, this));
    }

    /** Whom it was told to dial, in order. */
    public List<Initiation> initiations() {
        return Collections.unmodifiableList(initiations);
    }

    /** What it was told of servers, in order: {@code up}, or {@code down: } and the reason. */
    public List<String> servers() {
        return Collections.unmodifiableList(servers);
    }

    /** Its endpoint. */
    public AnnounceHeader header() {
        return header;
    }

    /** Where its endpoint is. */
    public InetSocketAddress address() {
        return transport.localAddress();
    }

    /** The discovery that is proved. */
    public Discovery discovery() {
        return discovery;
    }

    /** Make an announce of it. */
    public Announce announcing(long... tokens) {
        return new Announce(
                header, LongStream.of(tokens).mapToObj(MeetingToken::new).toList());
    }

    /** Announce. */
    public void announce(long... tokens) {
        discovery.announce(announcing(tokens), address().getPort());
    }

    /** What another one is told of it when they have a token in common. */
    public Initiation introducedBy(long token) {
        return new Initiation(header, token, address(), false);
    }

    @Override
    public void close() {
        discovery.close();
        transport.close();
    }

    @Override
    public void announced(Announce announce, InetSocketAddress address, boolean local) {
        throw new AssertionError("An announce is for the server alone.");
    }

    @Override
    public void initiated(AnnounceHeader from, MeetingToken token, InetSocketAddress address, boolean local) {
        initiations.add(new Initiation(from, token.value(), address, local));
    }

    @Override
    public void serverChanged(String server, boolean connected, String reason) {
        servers.add(connected ? "up" : "down: " + reason);
    }
}
