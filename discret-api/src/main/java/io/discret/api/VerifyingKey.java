package io.discret.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Identify a user: the exported Ed25519 public key, 33 bytes, the first of which is 1.
 *
 * <p>The text form is URL-safe base64, 44 characters (docs/protocol/20 §6). Immutable, safe for use by any thread.
 */
public final class VerifyingKey {
    /** Size in bytes. */
    public static final int SIZE = 33;

    /** The only key type there is, Ed25519. */
    public static final byte ED25519 = 1;

    private final byte[] bytes;

    private VerifyingKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Make a key of its exported form.
     *
     * @param exported the type byte and 32 key bytes, copied
     * @throws DiscretException with {@link ErrorCode#KEY_TYPE} or {@link ErrorCode#KEY_LENGTH}; an empty array is a
     *     wrong length, not a crash
     */
    public static VerifyingKey of(byte[] exported) {
        if (exported.length > 0 && exported[0] != ED25519) {
            throw new DiscretException(ErrorCode.KEY_TYPE, "This verifying key is of a type that is not known here.");
        }
        if (exported.length != SIZE) {
            throw new DiscretException(
                    ErrorCode.KEY_LENGTH, "A verifying key has 33 bytes, not " + exported.length + ".");
        }
        return new VerifyingKey(exported.clone());
    }

    /** Make a key of the 32 raw Ed25519 bytes. */
    public static VerifyingKey ofRaw(byte[] raw) {
        byte[] exported = new byte[raw.length + 1];
        exported[0] = ED25519;
        System.arraycopy(raw, 0, exported, 1, raw.length);
        return of(exported);
    }

    /** Read the text form. */
    public static VerifyingKey parse(String text) {
        return of(Base64Url.decode(text));
    }

    /** The exported form, 33 bytes, a fresh array. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The 32 raw Ed25519 bytes, a fresh array. */
    public byte[] raw() {
        return Arrays.copyOfRange(bytes, 1, SIZE);
    }

    /** Compare with an exported key without copying either. */
    public boolean matches(byte[] exported) {
        return Arrays.equals(bytes, exported);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifyingKey key && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The text form, 44 characters. */
    @Override
    public String toString() {
        return Base64Url.encode(bytes);
    }
}
