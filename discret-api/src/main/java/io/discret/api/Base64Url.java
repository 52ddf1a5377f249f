package io.discret.api;

import java.util.Arrays;
import java.util.Base64;

/**
 * Encode and decode the one text form of bytes: RFC 4648 URL-safe alphabet without padding.
 *
 * <p>Decoding is strict (docs/protocol/20 §1): padding, other alphabets, white space, impossible lengths and non-zero
 * left-over bits are refused. Stateless, safe for use by any thread.
 */
public final class Base64Url {
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /**
     * Encode bytes.
     *
     * @param bytes any bytes, may be empty
     * @return the text, without padding
     */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Decode a text.
     *
     * @param text the text; the empty text is zero bytes
     * @return the bytes
     * @throws DiscretException with {@link ErrorCode#BAD_BASE64} when the text is not canonical
     */
    public static byte[] decode(String text) {
        if (!isValid(text)) {
            throw new DiscretException(
                    ErrorCode.BAD_BASE64,
                    "This is not URL-safe base64 without padding; use the characters A-Z a-z 0-9 - _ only.");
        }
        return Base64.getUrlDecoder().decode(text);
    }

    /**
     * Tell whether {@link #decode} would accept a text.
     *
     * @param text any text
     * @return true when the text is canonical URL-safe base64 without padding
     */
    public static boolean isValid(String text) {
        int length = text.length();
        if (length % 4 == 1) {
            return false;
        }
        int last = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128 || VALUES[c] < 0) {
                return false;
            }
            last = VALUES[c];
        }
        return switch (length % 4) {
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> true;
        };
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
