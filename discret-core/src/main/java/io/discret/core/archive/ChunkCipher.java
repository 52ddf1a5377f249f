package io.discret.core.archive;

import io.discret.spi.RandomSource;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seal and open the chunks of one archive with AES-256-GCM of the platform.
 *
 * <p>A nonce is drawn for each chunk, because an export that goes on after an interruption may write another chunk to the
 * same place. Place and end are authenticated: chunks can be neither moved nor cut off. Used by one thread.
 */
final class ChunkCipher {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG = 16;

    /** What a sealed chunk has more than its content. */
    static final int OVERHEAD = NONCE + TAG;

    private final SecretKeySpec key;

    ChunkCipher(SecretKeySpec key) {
        this.key = key;
    }

    byte[] seal(byte[] content, long index, boolean last, RandomSource random) {
        byte[] nonce = random.bytes(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, index, last);
            ByteBuffer sealed = ByteBuffer.allocate(content.length + OVERHEAD).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(content), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM.", e);
        }
    }

    /** The content; empty when a bit of it, its place or its end was changed. */
    Optional<byte[]> open(byte[] sealed, long index, boolean last) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce, index, last).doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM.", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, long index, boolean last) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(
                ByteBuffer.allocate(9).putLong(index).put((byte) (last ? 1 : 0)).flip());
        return cipher;
    }
}
