package io.discret.discovery.mdns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hold a name of DNS. Immutable; two names that differ in the case of ASCII letters are equal (RFC 6762 §16).
 *
 * @param labels from the left, without the root; each byte a character, ASCII letters small
 */
record DnsName(List<String> labels) {
    /** Longest label in bytes (RFC 1035 §2.3.4). */
    static final int MAX_LABEL = 63;

    /** Longest name in bytes, lengths and root included (RFC 1035 §2.3.4). */
    static final int MAX_SIZE = 255;

    /**
     * Take labels.
     *
     * @throws IllegalArgumentException when a label is empty or too long, or all are too long together
     */
    DnsName {
        labels = labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
        int size = 1;
        for (String label : labels) {
            if (label.isEmpty() || label.length() > MAX_LABEL) {
                throw new IllegalArgumentException("a label has 1 to 63 bytes, not " + label.length());
            }
            size += 1 + label.length();
        }
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException("a name has at most 255 bytes, not " + size);
        }
    }

    static DnsName of(String... labels) {
        return new DnsName(List.of(labels));
    }

    /** The name with one label more in front. */
    DnsName under(String first) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(labels);
        return new DnsName(all);
    }

    /** Whether this is another name with one label more in front. */
    boolean isChildOf(DnsName parent) {
        return labels.size() == parent.labels.size() + 1
                && labels.subList(1, labels.size()).equals(parent.labels);
    }

    /** The bytes of a label. */
    static byte[] bytes(String label) {
        return label.getBytes(StandardCharsets.ISO_8859_1);
    }
}
