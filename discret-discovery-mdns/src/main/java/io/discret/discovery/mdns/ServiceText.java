package io.discret.discovery.mdns;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Put a message of the multicast group of the reference into the TXT record of a service, unchanged (RFC 6763 §6).
 *
 * <p>{@code txtvers=1}, {@code n=} 8 bytes drawn anew for each announce, and the bytes of the message in {@code m0=},
 * {@code m1=}… of 250 bytes each. So DNS-SD shows what the multicast shows, and nothing else. Immutable; the arrays are
 * shared.
 *
 * @param nonce tells an announce from the same one heard again
 * @param message an encoded {@link MulticastMessage}
 */
record ServiceText(byte[] nonce, byte[] message) {
    static final int NONCE_SIZE = 8;

    private static final String VERSION = "txtvers=1";
    private static final String NONCE = "n";
    private static final String PART = "m";

    /** With the longest key a string has 255 bytes at most. */
    private static final int PART_SIZE = 250;

    /** The strings of the record. */
    byte[] strings() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        string(out, VERSION, new byte[0]);
        string(out, NONCE + "=", nonce);
        for (int from = 0, part = 0; from < message.length; from += PART_SIZE, part++) {
            int to = Math.min(message.length, from + PART_SIZE);
            string(out, PART + part + "=", Arrays.copyOfRange(message, from, to));
        }
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String key, byte[] value) {
        out.write(key.length() + value.length);
        out.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(value);
    }

    /**
     * Read the strings of a record; keys that are not known are ignored.
     *
     * @throws DiscretException {@code BAD_MESSAGE} when there is no message in it
     */
    static ServiceText read(byte[] strings) {
        Map<String, byte[]> entries = entries(strings);
        byte[] nonce = entries.get(NONCE);
        if (!entries.containsKey(VERSION) || nonce == null || nonce.length != NONCE_SIZE) {
            throw bad();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] part = entries.get(PART + 0);
        for (int next = 1; part != null; next++) {
            message.writeBytes(part);
            part = entries.get(PART + next);
        }
        if (message.size() == 0 || message.size() > MulticastMessage.MAX_SIZE) {
            throw bad();
        }
        return new ServiceText(nonce, message.toByteArray());
    }

    /** By key, the first of each; a string without {@code =} is a key without a value, the version one with its value. */
    private static Map<String, byte[]> entries(byte[] strings) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        int at = 0;
        while (at < strings.length) {
            int from = at + 1;
            int to = from + (strings[at] & 0xff);
            if (to > strings.length) {
                throw bad();
            }
            int equals = from;
            while (equals < to && strings[equals] != '=') {
                equals++;
            }
            String whole = new String(strings, from, to - from, StandardCharsets.ISO_8859_1);
            if (whole.equals(VERSION)) {
                entries.putIfAbsent(VERSION, new byte[0]);
            } else if (equals < to) {
                entries.putIfAbsent(whole.substring(0, equals - from), Arrays.copyOfRange(strings, equals + 1, to));
            }
            at = to;
        }
        return entries;
    }

    private static DiscretException bad() {
        return new DiscretException(ErrorCode.BAD_MESSAGE, "A service was found whose TXT record cannot be read.");
    }
}
