package io.discret.core.archive;

import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/**
 * Begin an archive: what it is, and whose.
 *
 * <p>Bytes: {@code discret archive\n} (16), version (1), salt (32), proof (16). Key and proof follow from the secret that
 * encrypts the database of the user, and the salt; the proof tells a foreign archive from a damaged one.
 *
 * @param salt drawn for each archive, 32 bytes
 */
record ArchiveHeader(byte[] salt) {
    private static final byte[] MAGIC = "discret archive\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int SALT = 32;
    private static final int PROOF = 16;

    /** Bytes of a header. */
    static final int SIZE = MAGIC.length + 1 + SALT + PROOF;

    static ArchiveHeader draw(RandomSource random) {
        return new ArchiveHeader(random.bytes(SALT));
    }

    byte[] encode(byte[] secret, KeyDerivation derivation) {
        return new BincodeWriter(SIZE)
                .fixed(MAGIC)
                .u8(VERSION)
                .fixed(salt)
                .fixed(proof(secret, derivation))
                .toByteArray();
    }

    /**
     * Read a header and check that it belongs to a secret.
     *
     * @throws io.discret.api.DiscretException {@code ARCHIVE_FOREIGN}
     */
    static ArchiveHeader decode(byte[] bytes, byte[] secret, KeyDerivation derivation) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < SIZE || !Arrays.equals(next(in, MAGIC.length), MAGIC)) {
            throw ArchiveErrors.noArchive();
        }
        int version = in.get();
        if (version != VERSION) {
            throw ArchiveErrors.newer(version);
        }
        ArchiveHeader header = new ArchiveHeader(next(in, SALT));
        if (!MessageDigest.isEqual(next(in, PROOF), header.proof(secret, derivation))) {
            throw ArchiveErrors.foreign();
        }
        return header;
    }

    /** The key of the chunks. */
    SecretKeySpec key(byte[] secret, KeyDerivation derivation) {
        byte[] key = derive("discret for Java archive key 1", secret, derivation);
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] proof(byte[] secret, KeyDerivation derivation) {
        return Arrays.copyOf(derive("discret for Java archive proof 1", secret, derivation), PROOF);
    }

    private byte[] derive(String context, byte[] secret, KeyDerivation derivation) {
        byte[] material = Arrays.copyOf(secret, secret.length + SALT);
        System.arraycopy(salt, 0, material, secret.length, SALT);
        try {
            return derivation.deriveKey(context, material);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    private static byte[] next(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }
}
