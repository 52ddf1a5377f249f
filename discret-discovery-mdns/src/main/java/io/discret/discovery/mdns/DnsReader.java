package io.discret.discovery.mdns;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Read a message of multicast DNS (RFC 1035 §4, RFC 6762 §18).
 *
 * <p>Whatever the bytes are: it ends, allocates little more than they are, and fails only with {@code BAD_MESSAGE}. A name
 * may be continued only further to the front of the message, so no chain of pointers can be a circle.
 */
final class DnsReader {
    private static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;

    /** Kind of query and code of the response; messages with others are ignored (RFC 6762 §18.3, §18.11). */
    private static final int MUST_BE_ZERO = 0x780f;

    private static final int INTERNET = 1;
    private static final int TOP_BIT = 0x8000;
    private static final int POINTER = 0xc0;
    private static final int LONGEST_TTL = 0x7fffffff;
    private static final int IPV4_SIZE = 4;
    private static final int IPV6_SIZE = 16;

    /** More pointers than any honest writer makes in one name. */
    private static final int MAX_JUMPS = 16;

    private final ByteBuffer in;

    private DnsReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Read the bytes from the position to the limit; the buffer itself does not move.
     *
     * @throws DiscretException {@code BAD_MESSAGE}
     */
    static DnsMessage read(ByteBuffer datagram) {
        return new DnsReader(datagram.slice()).message();
    }

    private DnsMessage message() {
        if (in.remaining() < HEADER || in.remaining() > DnsMessage.MAX_SIZE) {
            throw bad("has a size that is none");
        }
        u16(); // the id means nothing here (RFC 6762 §18.1)
        int flags = u16();
        if ((flags & MUST_BE_ZERO) != 0) {
            throw bad("is of another kind");
        }
        int questions = u16();
        int answers = u16();
        int authorities = u16();
        int others = u16();
        if (questions + answers + authorities + others > DnsMessage.MAX_ENTRIES) {
            throw bad("has too many records");
        }
        List<DnsMessage.Question> asked = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            question(asked);
        }
        List<DnsRecord> told = records(answers);
        List<DnsRecord> additional = records(authorities);
        additional.addAll(records(others));
        if (in.hasRemaining()) {
            throw bad("goes on behind its end");
        }
        return new DnsMessage((flags & RESPONSE) != 0, asked, told, additional);
    }

    private void question(List<DnsMessage.Question> asked) {
        DnsName name = name();
        int kind = u16();
        int network = u16() & ~TOP_BIT;
        if (network == INTERNET || network == DnsRecord.ANY) {
            asked.add(new DnsMessage.Question(name, kind));
        }
    }

    private List<DnsRecord> records(int count) {
        List<DnsRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DnsName name = name();
            int kind = u16();
            int network = u16();
            long ttl = (long) u16() << 16 | u16();
            int length = u16();
            need(length);
            int end = in.position() + length;
            DnsRecord.Data data = data((network & ~TOP_BIT) == INTERNET ? kind : -1, length, end);
            if (in.position() != end) {
                throw bad("has a record of a wrong length");
            }
            // One with the top bit set counts as 0 (RFC 2181 §8).
            records.add(new DnsRecord(name, (network & TOP_BIT) != 0, ttl > LONGEST_TTL ? 0 : ttl, data));
        }
        return records;
    }

    private DnsRecord.Data data(int kind, int length, int end) {
        return switch (kind) {
            case DnsRecord.A -> new DnsRecord.Address(address(length, IPV4_SIZE));
            case DnsRecord.AAAA -> new DnsRecord.Address(address(length, IPV6_SIZE));
            case DnsRecord.PTR -> new DnsRecord.Pointer(name());
            case DnsRecord.SRV -> {
                u16(); // priority
                u16(); // weight
                int port = u16();
                yield new DnsRecord.Service(port, name());
            }
            case DnsRecord.TXT -> new DnsRecord.Text(bytes(length));
            default -> {
                in.position(end);
                yield new DnsRecord.Other(kind);
            }
        };
    }

    private InetAddress address(int length, int expected) {
        if (length != expected) {
            throw bad("has an address of a wrong length");
        }
        try {
            return InetAddress.getByAddress(bytes(length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }

    private DnsName name() {
        List<String> labels = new ArrayList<>();
        int size = 1;
        int jumps = 0;
        int behind = -1;
        int earliest = in.position();
        while (true) {
            int length = u8();
            if ((length & POINTER) == POINTER) {
                int target = (length & ~POINTER) << 8 | u8();
                behind = behind < 0 ? in.position() : behind;
                if (target >= earliest || ++jumps > MAX_JUMPS) {
                    throw bad("has a name that points to where it may not");
                }
                earliest = target;
                in.position(target);
            } else if (length > DnsName.MAX_LABEL) {
                throw bad("has a label of an unknown kind");
            } else if (length == 0) {
                in.position(behind < 0 ? in.position() : behind);
                return new DnsName(labels);
            } else {
                size += 1 + length;
                if (size > DnsName.MAX_SIZE) {
                    throw bad("has a name that is too long");
                }
                labels.add(new String(bytes(length), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private int u8() {
        need(1);
        return in.get() & 0xff;
    }

    private int u16() {
        need(2);
        return in.getShort() & 0xffff;
    }

    private byte[] bytes(int length) {
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private void need(int length) {
        if (in.remaining() < length) {
            throw bad("ends too early");
        }
    }

    private static DiscretException bad(String why) {
        return new DiscretException(ErrorCode.BAD_MESSAGE, "A message of multicast DNS " + why + ".");
    }
}
