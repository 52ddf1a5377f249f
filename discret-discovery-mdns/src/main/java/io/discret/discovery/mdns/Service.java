package io.discret.discovery.mdns;

import java.net.InetAddress;
import java.util.List;

/**
 * Hold one instance of the service as this endpoint offers it, and make its records (RFC 6763 §4). Immutable.
 *
 * <p>Names are random and tell nothing: neither the user nor the application nor the machine.
 *
 * @param instance name of the instance
 * @param host invented name of the host
 * @param port of the endpoint
 * @param text what it announces
 */
record Service(DnsName instance, DnsName host, int port, ServiceText text) {
    /** The kind of service that is offered and looked for. */
    static final DnsName KIND = DnsName.of("_discret", "_udp", "local");

    static final DnsName LOCAL = DnsName.of("local");

    /** How long others may keep the records, s: as long as those of hosts (RFC 6762 §10); announces come each minute. */
    static final long TTL = 120;

    /** A service is here, and everything about it, for those who hear it through one interface. */
    DnsMessage announcement(InetAddress address, long ttl) {
        return DnsMessage.answer(
                List.of(pointer(ttl)),
                List.of(
                        service(ttl),
                        new DnsRecord(instance, true, ttl, new DnsRecord.Text(text.strings())),
                        new DnsRecord(host, true, ttl, new DnsRecord.Address(address))));
    }

    /** It is here no more (RFC 6762 §10.1). */
    DnsMessage goodbye() {
        return DnsMessage.answer(List.of(pointer(0)), List.of(service(0)));
    }

    private DnsRecord pointer(long ttl) {
        return new DnsRecord(KIND, false, ttl, new DnsRecord.Pointer(instance));
    }

    private DnsRecord service(long ttl) {
        return new DnsRecord(instance, true, ttl, new DnsRecord.Service(port, host));
    }

    /** Whether a question asks for something of it. */
    boolean isAsked(DnsMessage.Question question) {
        return switch (question.kind()) {
            case DnsRecord.PTR -> question.name().equals(KIND);
            case DnsRecord.SRV, DnsRecord.TXT -> question.name().equals(instance);
            case DnsRecord.A, DnsRecord.AAAA -> question.name().equals(host);
            case DnsRecord.ANY ->
                question.name().equals(KIND)
                        || question.name().equals(instance)
                        || question.name().equals(host);
            default -> false;
        };
    }

    /** Whether the asker says that it knows, and will know for a while (RFC 6762 §7.1). */
    boolean isKnown(DnsMessage question) {
        return question.questions().stream().allMatch(one -> one.name().equals(KIND))
                && question.answers().stream()
                        .anyMatch(one -> one.ttl() >= TTL / 2
                                && one.data() instanceof DnsRecord.Pointer known
                                && known.target().equals(instance));
    }
}
