package io.discret.discovery.mdns;

import io.discret.spi.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Offer services: announce them, answer questions about them, withdraw them (RFC 6762 §5, §6, §8, §10).
 *
 * <p>There is no probing (RFC 6762 §8.1): names have 128 random bits, nobody else has them. Knows no socket: times and
 * questions in, messages out. Safe for use by any thread.
 */
final class Publisher {
    /** Each announce is said a second time, because one may be lost (RFC 6762 §8.3). */
    static final Duration AGAIN = Duration.ofSeconds(1);

    /** A record is not sent again before, however many ask (RFC 6762 §6). */
    static final Duration APART = Duration.ofSeconds(1);

    /** Others that are asked the same must not answer all at once (RFC 6762 §5.2, §6). */
    static final Duration LEAST_DELAY = Duration.ofMillis(20);

    static final Duration MOST_DELAY = Duration.ofMillis(120);

    /** A request to dial is of no use later. */
    private static final long SHORT_TTL = 10;

    private static final int NAME_SIZE = 16;

    private final Wire wire;
    private final Environment environment;
    private final Executor executor;
    private final DnsName host;
    private final List<DnsName> instances = new ArrayList<>();
    private final Map<LocalInterface, Long> sentAt = new HashMap<>();
    private final Set<LocalInterface> answering = new HashSet<>();
    private final SendingPace pace;
    private List<Service> published = List.of();
    private boolean waiting;
    private boolean closed;

    /** Where messages go. */
    interface Wire {
        /** Those in use now. */
        List<LocalInterface> interfaces();

        /** Send a message to everybody who hears on an interface; whether the system took it. */
        boolean send(LocalInterface through, byte[] message);
    }

    /**
     * Make one that offers nothing.
     *
     * @param executor where timers run
     */
    Publisher(Wire wire, Environment environment, Executor executor) {
        this.wire = wire;
        this.environment = environment;
        this.executor = executor;
        this.host = Service.LOCAL.under(name());
        this.pace = new SendingPace(now());
    }

    /**
     * Offer messages instead of those before, each as an instance of its own.
     *
     * @param messages encoded {@link MulticastMessage}s
     * @return whether they were sent, or will be soon
     */
    synchronized boolean announce(List<byte[]> messages, int port) {
        if (closed) {
            return false;
        }
        List<Service> before = published;
        List<Service> now = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (i == instances.size()) {
                instances.add(Service.KIND.under(name()));
            }
            now.add(service(instances.get(i), messages.get(i), port));
        }
        published = List.copyOf(now);
        for (int i = now.size(); i < before.size(); i++) {
            withdraw(before.get(i));
        }
        if (waiting) {
            return true;
        }
        if (pace.take(now())) {
            return announceTwice(published);
        }
        waiting = true;
        environment.scheduler().schedule(pace.untilNext(now()), executor, this::announceWaiting);
        return true;
    }

    private synchronized void announceWaiting() {
        waiting = false;
        if (!closed && pace.take(now())) {
            announceTwice(published);
        }
    }

    private boolean announceTwice(List<Service> services) {
        environment.scheduler().schedule(AGAIN, executor, () -> announceAgain(services));
        return send(services, wire.interfaces(), Service.TTL);
    }

    private synchronized void announceAgain(List<Service> services) {
        if (!closed && services == published) {
            send(services, wire.interfaces(), Service.TTL);
        }
    }

    /**
     * Say a message that is not kept: nobody who asks later is told.
     *
     * @return whether it was sent
     */
    synchronized boolean say(byte[] message, int port) {
        if (closed || !pace.take(now())) {
            return false;
        }
        List<Service> once = List.of(service(Service.KIND.under(name()), message, port));
        environment.scheduler().schedule(AGAIN, executor, () -> sayAgain(once));
        return send(once, wire.interfaces(), SHORT_TTL);
    }

    private synchronized void sayAgain(List<Service> once) {
        if (!closed) {
            send(once, wire.interfaces(), SHORT_TTL);
        }
    }

    /** Ask who is there, now and once more, because one may be lost. */
    synchronized void ask() {
        environment.scheduler().schedule(delay(), executor, () -> ask(wire.interfaces()));
        environment.scheduler().schedule(delay().plus(AGAIN), executor, () -> ask(wire.interfaces()));
    }

    private synchronized void ask(List<LocalInterface> through) {
        if (!closed) {
            byte[] question =
                    DnsWriter.write(DnsMessage.question(new DnsMessage.Question(Service.KIND, DnsRecord.PTR)));
            through.forEach(one -> wire.send(one, question));
        }
    }

    /** Interfaces came: ask who is there, and tell who is here. */
    synchronized void came(List<LocalInterface> interfaces) {
        if (!closed) {
            ask(interfaces);
            send(published, interfaces, Service.TTL);
        }
    }

    /**
     * Somebody asks.
     *
     * @param on the interface on which it is
     */
    synchronized void asked(DnsMessage question, LocalInterface on) {
        boolean about = published.stream()
                .anyMatch(service ->
                        question.questions().stream().anyMatch(service::isAsked) && !service.isKnown(question));
        if (closed || !about || !answering.add(on)) {
            return;
        }
        Duration wait = delay();
        Long last = sentAt.get(on);
        if (last != null) {
            Duration apart = APART.minusNanos(now() - last);
            wait = apart.compareTo(wait) > 0 ? apart : wait;
        }
        environment.scheduler().schedule(wait, executor, () -> answer(on));
    }

    private synchronized void answer(LocalInterface on) {
        answering.remove(on);
        Long last = sentAt.get(on);
        boolean justSaid = last != null && now() - last < APART.toNanos();
        if (!closed && !justSaid) {
            send(published, List.of(on), Service.TTL);
        }
    }

    private boolean send(List<Service> services, List<LocalInterface> through, long ttl) {
        sentAt.keySet().retainAll(wire.interfaces());
        boolean taken = false;
        for (LocalInterface one : through) {
            for (Service service : services) {
                taken |= wire.send(one, DnsWriter.write(service.announcement(one.address(), ttl)));
            }
            if (services == published) {
                sentAt.put(one, now());
            }
        }
        return taken;
    }

    private void withdraw(Service service) {
        byte[] goodbye = DnsWriter.write(service.goodbye());
        wire.interfaces().forEach(one -> wire.send(one, goodbye));
    }

    /** Withdraw everything and fall silent. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            published.forEach(this::withdraw);
            published = List.of();
        }
    }

    private Service service(DnsName instance, byte[] message, int port) {
        ServiceText text = new ServiceText(environment.random().bytes(ServiceText.NONCE_SIZE), message);
        return new Service(instance, host, port, text);
    }

    private String name() {
        return HexFormat.of().formatHex(environment.random().bytes(NAME_SIZE));
    }

    private Duration delay() {
        int part = environment.random().bytes(1)[0] & 0xff;
        return LEAST_DELAY.plus(MOST_DELAY.minus(LEAST_DELAY).multipliedBy(part).dividedBy(0xff));
    }

    private long now() {
        return environment.clock().nanos();
    }
}
