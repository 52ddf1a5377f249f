package io.discret.api;

import io.discret.spi.KeyDerivation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Hold the secret that a user is: 32 bytes, or the login and pass phrase they are derived from.
 *
 * <p>The bytes are wiped by {@link #close}. {@link #toString} shows nothing. Not safe for use by several threads.
 */
public final class KeyMaterial implements AutoCloseable {
    /** Size in bytes. */
    public static final int SIZE = 32;

    /** Argon2id memory in KiB; a change of any of these would be another user (docs/protocol/20 §5). */
    private static final int ARGON2_MEMORY_KIB = 20_480;

    private static final int ARGON2_ITERATIONS = 2;
    private static final int ARGON2_LANES = 2;

    private final byte[] secret;

    private KeyMaterial(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Take 32 secret bytes, copied.
     *
     * @throws ConfigurationException for any other length
     */
    public static KeyMaterial of(byte[] secret) {
        if (secret.length != SIZE) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION, "Key material has 32 bytes, not " + secret.length + ".");
        }
        return new KeyMaterial(secret.clone());
    }

    /**
     * Derive key material from a login and a pass phrase; the same two give the same user on every device.
     *
     * <p>Takes some tens of milliseconds and 20 MiB. Nothing is trimmed, folded or normalised.
     *
     * @param passPhrase wiped by the caller
     */
    public static KeyMaterial fromPassPhrase(String login, char[] passPhrase) {
        return fromPassPhrase(login, passPhrase, KeyDerivation.discover());
    }

    /** As {@link #fromPassPhrase(String, char[])} with a given provider. */
    public static KeyMaterial fromPassPhrase(String login, char[] passPhrase, KeyDerivation derivation) {
        byte[] salt = derivation.hash(login.getBytes(StandardCharsets.UTF_8));
        byte[] password = utf8(passPhrase);
        byte[] tag = derivation.argon2id(
                password, salt, ARGON2_MEMORY_KIB, ARGON2_ITERATIONS, ARGON2_LANES, KeyMaterial.SIZE);
        Arrays.fill(password, (byte) 0);
        // The key is the hash of the text form, in the standard alphabet, not of the raw output (docs/protocol/20 §5).
        Base64.Encoder standard = Base64.getEncoder().withoutPadding();
        byte[] prefix = ("$argon2id$v=19$m=" + ARGON2_MEMORY_KIB + ",t=" + ARGON2_ITERATIONS + ",p=" + ARGON2_LANES
                        + "$" + standard.encodeToString(salt) + "$")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] encodedTag = standard.encode(tag);
        byte[] phc = Arrays.copyOf(prefix, prefix.length + encodedTag.length);
        System.arraycopy(encodedTag, 0, phc, prefix.length, encodedTag.length);
        KeyMaterial material = new KeyMaterial(derivation.hash(phc));
        Arrays.fill(tag, (byte) 0);
        Arrays.fill(encodedTag, (byte) 0);
        Arrays.fill(phc, (byte) 0);
        return material;
    }

    /** A pass phrase never becomes a String, which could not be wiped. */
    private static byte[] utf8(char[] text) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * text.length);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), buffer, true);
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }

    /** The 32 bytes, a fresh array that the caller wipes. */
    public byte[] bytes() {
        return secret.clone();
    }

    /** Wipe the bytes. */
    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "KeyMaterial[32 bytes]";
    }
}
