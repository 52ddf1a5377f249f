package io.discret.discovery.mdns;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Write a message of multicast DNS (RFC 6762 §18). Names are not shortened by pointers: ours are short beside what the
 * message is about.
 */
final class DnsWriter {
    private static final int RESPONSE_BY_AUTHORITY = 0x8400;
    private static final int INTERNET = 1;
    private static final int TOP_BIT = 0x8000;

    /** What is written is larger than what may be sent; the caller looks at the size. */
    private final ByteBuffer out = ByteBuffer.allocate(1 << 16);

    private DnsWriter() {}

    /**
     * Write a message.
     *
     * @throws java.nio.BufferOverflowException above 64 KiB
     */
    static byte[] write(DnsMessage message) {
        DnsWriter writer = new DnsWriter();
        writer.message(message);
        byte[] bytes = new byte[writer.out.flip().remaining()];
        writer.out.get(bytes);
        return bytes;
    }

    private void message(DnsMessage message) {
        u16(0);
        u16(message.response() ? RESPONSE_BY_AUTHORITY : 0);
        u16(message.questions().size());
        u16(message.answers().size());
        u16(0);
        u16(message.additional().size());
        for (DnsMessage.Question question : message.questions()) {
            name(question.name());
            u16(question.kind());
            u16(INTERNET);
        }
        records(message.answers());
        records(message.additional());
    }

    private void records(List<DnsRecord> records) {
        for (DnsRecord one : records) {
            name(one.name());
            u16(kind(one.data()));
            u16(one.unique() ? INTERNET | TOP_BIT : INTERNET);
            out.putInt((int) one.ttl());
            int lengthAt = out.position();
            u16(0);
            data(one.data());
            out.putShort(lengthAt, (short) (out.position() - lengthAt - Short.BYTES));
        }
    }

    private static int kind(DnsRecord.Data data) {
        if (data instanceof DnsRecord.Pointer) {
            return DnsRecord.PTR;
        }
        if (data instanceof DnsRecord.Service) {
            return DnsRecord.SRV;
        }
        if (data instanceof DnsRecord.Text) {
            return DnsRecord.TXT;
        }
        if (data instanceof DnsRecord.Address host) {
            return host.address().getAddress().length == Integer.BYTES ? DnsRecord.A : DnsRecord.AAAA;
        }
        return ((DnsRecord.Other) data).kind();
    }

    private void data(DnsRecord.Data data) {
        if (data instanceof DnsRecord.Pointer pointer) {
            name(pointer.target());
        } else if (data instanceof DnsRecord.Service service) {
            u16(0);
            u16(0);
            u16(service.port());
            name(service.host());
        } else if (data instanceof DnsRecord.Text text) {
            out.put(text.strings());
        } else if (data instanceof DnsRecord.Address host) {
            out.put(host.address().getAddress());
        }
    }

    private void name(DnsName name) {
        for (String label : name.labels()) {
            byte[] bytes = DnsName.bytes(label);
            out.put((byte) bytes.length).put(bytes);
        }
        out.put((byte) 0);
    }

    private void u16(int value) {
        out.putShort((short) value);
    }
}
