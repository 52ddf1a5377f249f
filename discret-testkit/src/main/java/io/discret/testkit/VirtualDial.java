package io.discret.testkit;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport.Dial;
import io.discret.spi.TransportConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Try to reach an endpoint until it answers or the time is over, as a QUIC client repeats its first packet. */
final class VirtualDial {
    private static final Duration FIRST_REPETITION = Duration.ofMillis(300);

    private final VirtualNetwork network;
    private final VirtualTransport own;
    private final Dial dial;
    private final CompletableFuture<TransportConnection> result = new CompletableFuture<>();
    private final long deadline;
    private Duration pause = FIRST_REPETITION;

    VirtualDial(VirtualNetwork network, VirtualTransport own, Dial dial) {
        this.network = network;
        this.own = own;
        this.dial = dial;
        Duration limit = own.options().handshakeTimeout();
        if (own.options().dialerIdle().compareTo(limit) < 0) {
            limit = own.options().dialerIdle();
        }
        deadline = network.time().nanos() + limit.toNanos();
    }

    CompletionStage<TransportConnection> start() {
        knock();
        return result;
    }

    private void knock() {
        network.later(network.latency(), () -> {
            VirtualTransport target = target();
            if (own.closed()) {
                fail(unreachable("the own endpoint is closed"));
            } else if (target != null) {
                network.transmit(target.host(), own.host(), () -> answered(target));
            } else if (network.time().nanos() + pause.toNanos() >= deadline) {
                long left = Math.max(0, deadline - network.time().nanos());
                network.later(Duration.ofNanos(left), () -> fail(unreachable("nobody answers in time")));
            } else {
                network.later(pause, this::knock);
                pause = pause.multipliedBy(2);
            }
        });
    }

    private @Nullable VirtualTransport target() {
        VirtualHost host = network.find(own.host(), dial.address());
        return host == null || !network.reaches(own.host(), host)
                ? null
                : host.transport(dial.address().getPort());
    }

    private void answered(VirtualTransport target) {
        if (own.closed()) {
            fail(unreachable("the own endpoint is closed"));
            return;
        }
        Consumer<TransportConnection> acceptor = target.acceptor();
        if (acceptor == null) {
            fail(unreachable("it accepts no connection"));
            return;
        }
        Optional<String> protocol = target.options().protocols().stream()
                .filter(dial.protocols()::contains)
                .filter(name -> network.speaks(own.host(), name) && network.speaks(target.host(), name))
                .findFirst();
        if (protocol.isEmpty()) {
            fail(unreachable("it speaks none of the protocols " + List.copyOf(dial.protocols())));
            return;
        }
        if (!dial.trust().test(target.options().certificate().clone())) {
            fail(new DiscretException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "The certificate of " + dial.address()
                            + " is not the expected one; dial again after its next announce."));
            return;
        }
        establish(target, acceptor, protocol.get());
    }

    private void establish(VirtualTransport target, Consumer<TransportConnection> acceptor, String protocol) {
        VirtualConnection near = new VirtualConnection(network, own, true, dial.address(), protocol);
        InetSocketAddress from =
                new InetSocketAddress(own.host().address(), own.localAddress().getPort());
        VirtualConnection far = new VirtualConnection(network, target, false, from, protocol);
        network.meter().connection();
        near.join(far);
        far.join(near);
        own.tell(() -> result.complete(near));
        network.transmit(own.host(), target.host(), () -> far.introduce(acceptor));
    }

    private DiscretException unreachable(String why) {
        return new DiscretException(
                ErrorCode.PEER_UNREACHABLE, "No connection to " + dial.address() + ": " + why + "; try again later.");
    }

    private void fail(DiscretException error) {
        own.tell(() -> result.completeExceptionally(error));
    }
}
