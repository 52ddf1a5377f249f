package io.discret.discovery.mdns;

import java.util.List;

/**
 * Hold one message of multicast DNS (RFC 6762 §18). Immutable.
 *
 * @param response whether it tells; otherwise it asks
 * @param questions what it asks
 * @param answers what it tells; in a question what the asker knows already
 * @param additional what it tells beyond
 */
record DnsMessage(boolean response, List<Question> questions, List<DnsRecord> answers, List<DnsRecord> additional) {
    /** Longest message in bytes (RFC 6762 §17). */
    static final int MAX_SIZE = 9000;

    /** Most questions and records of a message; far more than our own and usual ones have. */
    static final int MAX_ENTRIES = 512;

    DnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        additional = List.copyOf(additional);
    }

    /**
     * Ask for records.
     *
     * @param kind of {@link DnsRecord}
     */
    record Question(DnsName name, int kind) {}

    /** One that asks. */
    static DnsMessage question(Question question) {
        return new DnsMessage(false, List.of(question), List.of(), List.of());
    }

    /** One that tells. */
    static DnsMessage answer(List<DnsRecord> answers, List<DnsRecord> additional) {
        return new DnsMessage(true, List.of(), answers, additional);
    }
}
