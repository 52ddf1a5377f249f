package io.discret.core.archive;

import io.discret.spi.ArchiveFile;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Read and write the chunks of one archive, one after the other. Used by one thread.
 *
 * <p>A chunk: 1 byte (1 = the last), 4 bytes of length (big-endian), the sealed content.
 */
final class ChunkFile {
    private static final int FRAME = 5;

    private final ArchiveFile file;
    private final ChunkCipher cipher;
    private final byte[] salt;
    private long index;
    private long position = ArchiveHeader.SIZE;

    private ChunkFile(ArchiveFile file, ChunkCipher cipher, byte[] salt) {
        this.file = file;
        this.cipher = cipher;
        this.salt = salt;
    }

    /** A chunk as it was read. */
    record Chunk(byte[] content, boolean last) {}

    /**
     * Take an archive that is there.
     *
     * @throws io.discret.api.DiscretException {@code ARCHIVE_FOREIGN}
     */
    static ChunkFile open(ArchiveFile file, byte[] secret, KeyDerivation derivation) throws IOException {
        byte[] bytes = new byte[ArchiveHeader.SIZE];
        if (!file.read(0, bytes)) {
            throw ArchiveErrors.noArchive();
        }
        ArchiveHeader header = ArchiveHeader.decode(bytes, secret, derivation);
        return new ChunkFile(file, new ChunkCipher(header.key(secret, derivation)), header.salt());
    }

    /** Begin a new archive. */
    static ChunkFile create(ArchiveFile file, byte[] secret, KeyDerivation derivation, RandomSource random)
            throws IOException {
        ArchiveHeader header = ArchiveHeader.draw(random);
        file.truncate(0);
        file.write(0, header.encode(secret, derivation));
        return new ChunkFile(file, new ChunkCipher(header.key(secret, derivation)), header.salt());
    }

    /** What tells this archive from others. */
    byte[] salt() {
        return salt;
    }

    /** Where a chunk is. */
    record Place(long index, long position) {
        static final Place FIRST = new Place(0, ArchiveHeader.SIZE);
    }

    /** Where the next chunk is. */
    Place place() {
        return new Place(index, position);
    }

    void backTo(Place place) {
        index = place.index();
        position = place.position();
    }

    /** The next chunk, if it is there whole and genuine; otherwise the place stays. */
    Optional<Chunk> next() throws IOException {
        byte[] frame = new byte[FRAME];
        if (!file.read(position, frame)) {
            return Optional.empty();
        }
        int flag = frame[0];
        long length = ByteBuffer.wrap(frame).getInt(1) & 0xffff_ffffL;
        // Bounded by what is really there before anything is allocated.
        if (flag >>> 1 != 0 || length > ArchiveLimits.MOST_CHUNK || length > file.size() - position - FRAME) {
            return Optional.empty();
        }
        byte[] sealed = new byte[(int) length];
        if (!file.read(position + FRAME, sealed)) {
            return Optional.empty();
        }
        Optional<byte[]> content = cipher.open(sealed, index, flag == 1);
        if (content.isPresent()) {
            pass(length);
        }
        return content.map(bytes -> new Chunk(bytes, flag == 1));
    }

    /** Write the next chunk; everything behind it is cut off. */
    void append(byte[] content, boolean last, RandomSource random) throws IOException {
        byte[] sealed = cipher.seal(content, index, last, random);
        ByteBuffer frame = ByteBuffer.allocate(FRAME + sealed.length)
                .put((byte) (last ? 1 : 0))
                .putInt(sealed.length)
                .put(sealed);
        file.truncate(position);
        file.write(position, frame.array());
        pass(sealed.length);
    }

    /** Cut off what is behind the chunks. */
    void cut() throws IOException {
        file.truncate(position);
    }

    private void pass(long length) {
        position += FRAME + length;
        index++;
    }
}
