package io.discret.discovery.mdns;

import java.net.InetAddress;

/**
 * Hold one record of DNS, of the kinds that service discovery needs. Immutable; arrays are shared.
 *
 * @param name what it is about
 * @param unique whether it replaces all other records of its name and kind (RFC 6762 §10.2, the cache-flush bit)
 * @param ttl how long it may be kept, s; 0 = it is withdrawn (RFC 6762 §10.1)
 * @param data what it says
 */
record DnsRecord(DnsName name, boolean unique, long ttl, Data data) {
    /** Kinds of records, and of questions (RFC 1035, 2782, 3596). */
    static final int A = 1;

    static final int PTR = 12;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;

    /** In a question: every kind. */
    static final int ANY = 255;

    /** What a record says. */
    sealed interface Data {}

    /** PTR: a service of this kind is there. */
    record Pointer(DnsName target) implements Data {}

    /** SRV: where a service is. */
    record Service(int port, DnsName host) implements Data {}

    /** TXT: what is to be known of a service; strings of 0 to 255 bytes, one after the other with their lengths. */
    record Text(byte[] strings) implements Data {}

    /** A or AAAA: an address of a host. */
    record Address(InetAddress address) implements Data {}

    /** Anything else; what it says is not read. */
    record Other(int kind) implements Data {}
}
