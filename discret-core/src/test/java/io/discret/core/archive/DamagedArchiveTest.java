package io.discret.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import io.discret.spi.RandomSource;
import io.discret.testkit.SeededRandomSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever happens to the bytes of an archive, it is read whole or refused. */
class DamagedArchiveTest {
    private static final byte[] SECRET = new byte[32];

    private final KeyDerivation derivation = KeyDerivation.discover();
    private final RandomSource random = new SeededRandomSource(5);

    @Test
    void anArchiveCutAtEveryByteIsRefused() throws IOException {
        byte[] whole = archive(3).bytes();
        for (int length = 0; length < whole.length; length++) {
            assertThat(readFailure(Arrays.copyOf(whole, length)))
                    .as("cut at %d", length)
                    .isIn(ErrorCode.ARCHIVE_DAMAGED, ErrorCode.ARCHIVE_FOREIGN);
        }
        assertThat(readFailure(whole)).isNull();
    }

    @Test
    void anArchiveWithAnyBitTurnedIsRefused() throws IOException {
        byte[] whole = archive(3).bytes();
        for (int i = 0; i < whole.length * 8; i++) {
            byte[] damaged = whole.clone();
            damaged[i / 8] ^= (byte) (1 << i % 8);
            assertThat(readFailure(damaged)).as("bit %d", i).isIn(ErrorCode.ARCHIVE_DAMAGED, ErrorCode.ARCHIVE_FOREIGN);
        }
    }

    @Test
    void bytesBehindTheEndAreRefused() throws IOException {
        byte[] whole = archive(3).bytes();

        assertThat(readFailure(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
    }

    /** Chunks of one archive say where they belong. */
    @Test
    void chunksThatChangedPlacesOrWereLeftOutAreRefused() throws IOException {
        byte[] whole = archive(20_000).bytes();
        List<byte[]> chunks = chunks(whole);
        assertThat(chunks).hasSizeGreaterThan(3);
        byte[] header = Arrays.copyOf(whole, ArchiveHeader.SIZE);
        List<byte[]> swapped = new ArrayList<>(chunks);
        java.util.Collections.swap(swapped, 0, 1);
        List<byte[]> fewer = new ArrayList<>(chunks);
        fewer.remove(1);
        List<byte[]> twice = new ArrayList<>(chunks);
        twice.add(1, chunks.get(1));

        assertThat(readFailure(joined(header, chunks))).isNull();
        assertThat(readFailure(joined(header, swapped))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(joined(header, fewer))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(joined(header, twice))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(joined(header, chunks.subList(0, chunks.size() - 1))))
                .isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
    }

    /** A length is believed only as far as bytes are there. */
    @Test
    void hugeLengthsAllocateNothing() throws IOException {
        byte[] whole = archive(3).bytes();
        byte[] claimed = whole.clone();
        ByteBuffer.wrap(claimed).putInt(ArchiveHeader.SIZE + 1, -1);

        assertThat(readFailure(claimed)).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
    }

    /** Genuine chunks of this user that hold what no export writes. */
    @Test
    void recordsThatCannotBeReadAreRefused() throws IOException {
        byte[] end = record(new ArchiveRecord.End(ArchiveCounts.NONE));
        assertThat(readFailure(sealed(end))).isNull();
        assertThat(readFailure(sealed(new byte[] {99}))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(sealed(new byte[] {3, 1, 2}))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(sealed(new byte[0]))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(sealed(record(new ArchiveRecord.RoomDate(Uid.ZERO, 1)))))
                .isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        assertThat(readFailure(sealed(record(
                        new ArchiveRecord.End(ArchiveCounts.NONE.and(new ArchiveRecord.RoomDate(Uid.ZERO, 1)))))))
                .isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
        byte[] twice = Arrays.copyOf(end, 2 * end.length);
        System.arraycopy(end, 0, twice, end.length, end.length);
        assertThat(readFailure(sealed(twice))).isEqualTo(ErrorCode.ARCHIVE_DAMAGED);
    }

    @Test
    void anArchiveTellsNothingWithoutTheSecret() throws IOException {
        MemoryArchive archive = new MemoryArchive();
        ArchiveWriter writer = new ArchiveWriter(archive, SECRET, derivation, random);
        writer.add(new ArchiveRecord.Setting("planted key", "planted value"));
        writer.end();

        assertThat(new String(archive.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("planted");
    }

    private static byte[] record(ArchiveRecord record) {
        BincodeWriter out = new BincodeWriter();
        record.write(out);
        return out.toByteArray();
    }

    private byte[] sealed(byte[] content) throws IOException {
        MemoryArchive archive = new MemoryArchive();
        ChunkFile.create(archive, SECRET, derivation, random).append(content, true, random);
        return archive.bytes();
    }

    private MemoryArchive archive(int records) throws IOException {
        MemoryArchive archive = new MemoryArchive();
        ArchiveWriter writer = new ArchiveWriter(archive, SECRET, derivation, random);
        for (int i = 0; i < records; i++) {
            writer.add(new ArchiveRecord.Day(Uid.ZERO, "entity " + i, i));
        }
        writer.end();
        return archive;
    }

    private ErrorCode readFailure(byte[] bytes) {
        DiscretException failure = catchThrowableOfType(
                DiscretException.class,
                () -> new ArchiveReader(MemoryArchive.of(bytes), SECRET, derivation).read((index, records) -> {}));
        return failure == null ? null : failure.code();
    }

    private static List<byte[]> chunks(byte[] archive) {
        List<byte[]> chunks = new ArrayList<>();
        int at = ArchiveHeader.SIZE;
        while (at < archive.length) {
            int length = 5 + ByteBuffer.wrap(archive).getInt(at + 1);
            chunks.add(Arrays.copyOfRange(archive, at, at + length));
            at += length;
        }
        return chunks;
    }

    private static byte[] joined(byte[] header, List<byte[]> chunks) {
        ByteBuffer out = ByteBuffer.allocate(
                header.length + chunks.stream().mapToInt(chunk -> chunk.length).sum());
        out.put(header);
        chunks.forEach(out::put);
        return out.array();
    }
}
