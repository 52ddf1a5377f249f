package io.discret.discovery.mdns;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Find in messages what endpoints announce, each announce once. Used by one thread.
 *
 * <p>Announces are said twice, on every interface and again whenever somebody asks; the nonce in them tells those apart
 * from a new one, which counts even when it says the same: the engine dials again whom it lost.
 */
final class ServiceWatch {
    /** Announces remembered; of more the oldest are forgotten, and then told again when they are heard again. */
    static final int MAX_REMEMBERED = 4096;

    private final Set<Seen> seen = new LinkedHashSet<>();

    private record Seen(DnsName instance, long nonce) {}

    /**
     * What one message told.
     *
     * @param messages what is new
     * @param malformed how many services could not be read
     */
    record Found(List<Announced> messages, int malformed) {}

    /** A message, and where its endpoint is. */
    record Announced(MulticastMessage message, InetSocketAddress address) {}

    /** Look at a message that tells; {@code sender} is where it came from. */
    Found look(DnsMessage message, InetSocketAddress sender) {
        List<Announced> found = new ArrayList<>();
        int malformed = 0;
        for (DnsRecord one : all(message).toList()) {
            if (one.ttl() > 0
                    && one.data() instanceof DnsRecord.Text text
                    && one.name().isChildOf(Service.KIND)) {
                try {
                    found.addAll(read(message, one.name(), text, sender));
                } catch (DiscretException e) {
                    malformed++;
                }
            }
        }
        return new Found(found, malformed);
    }

    /** Announces remembered now. */
    int remembered() {
        return seen.size();
    }

    private static Stream<DnsRecord> all(DnsMessage message) {
        return Stream.concat(message.answers().stream(), message.additional().stream());
    }

    private List<Announced> read(
            DnsMessage message, DnsName instance, DnsRecord.Text record, InetSocketAddress sender) {
        ServiceText text = ServiceText.read(record.strings());
        MulticastMessage announced = MulticastMessage.read(ByteBuffer.wrap(text.message()));
        if (announced.port() == 0) {
            throw new DiscretException(ErrorCode.BAD_MESSAGE, "Nobody can be dialed at port 0.");
        }
        if (!seen.add(new Seen(instance, ByteBuffer.wrap(text.nonce()).getLong()))) {
            return List.of();
        }
        if (seen.size() > MAX_REMEMBERED) {
            Iterator<Seen> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        InetAddress address = address(message, instance, sender.getAddress());
        return List.of(new Announced(announced, new InetSocketAddress(address, announced.port())));
    }

    /**
     * Where to dial: whence the message came. Only when a reflector passed it on from another network its records tell,
     * and they are believed as far as local networks: a stranger must not make us dial into the internet.
     */
    private static InetAddress address(DnsMessage message, DnsName instance, InetAddress sender) {
        List<InetAddress> told = all(message)
                .filter(one -> one.name().equals(instance) && one.data() instanceof DnsRecord.Service)
                .map(one -> ((DnsRecord.Service) one.data()).host())
                .flatMap(host -> all(message)
                        .filter(one -> one.name().equals(host) && one.data() instanceof DnsRecord.Address)
                        .map(one -> ((DnsRecord.Address) one.data()).address()))
                .toList();
        if (told.contains(sender)) {
            return sender;
        }
        return told.stream().filter(ServiceWatch::isOfLocalNetworks).findFirst().orElse(sender);
    }

    /** 10/8, 172.16/12, 192.168/16; an IPv6 address of a link is of no use without the link. */
    private static boolean isOfLocalNetworks(InetAddress address) {
        return address.getAddress().length == Integer.BYTES && address.isSiteLocalAddress();
    }
}
