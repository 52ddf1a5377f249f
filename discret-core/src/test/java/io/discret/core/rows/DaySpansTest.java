package io.discret.core.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.core.identity.Days;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/protocol/41 §12.4: parts of a day, where they are cut and what they digest. */
class DaySpansTest {
    private static final KeyDerivation HASHING = KeyDerivation.discover();
    private static final long DAY = 20_000 * Days.DAY;

    private record Entry(byte[] signature, long date) {}

    private final Random random = new Random(41);

    private Entry at(long offset) {
        byte[] signature = new byte[64];
        random.nextBytes(signature);
        return new Entry(signature, DAY + offset);
    }

    private List<Entry> spread(int count, int from, int length) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(at(from + random.nextInt(length)));
        }
        return entries;
    }

    private static List<DaySpan> spans(List<Entry> entries) {
        DaySpans spans = new DaySpans(HASHING, DAY);
        sorted(entries).forEach(entry -> spans.add(entry.signature, entry.date));
        return spans.spans();
    }

    private static List<Entry> sorted(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::signature, Arrays::compareUnsigned))
                .toList();
    }

    /** "Hash of a part: as of a day, of what is dated in it", and every entry is in exactly one. */
    @Test
    void eachPartDigestsWhatIsDatedInIt() {
        List<Entry> entries = spread(9_000, 3_000_000, 2_000_000);

        List<DaySpan> spans = spans(entries);

        assertThat(spans).hasSizeGreaterThan(8);
        assertThat(spans.stream().mapToInt(DaySpan::entries).sum()).isEqualTo(9_000);
        int end = 0;
        for (DaySpan span : spans) {
            assertThat(span.isPlausible()).isTrue();
            assertThat(span.from()).isGreaterThanOrEqualTo(end);
            assertThat(span.entries()).isBetween(1, 1024);
            DailyHash hash = new DailyHash(HASHING);
            sorted(entries).stream()
                    .filter(entry -> entry.date - DAY >= span.from() && entry.date - DAY < span.to())
                    .forEach(entry -> hash.add(entry.signature));
            assertThat(hash.entries()).isEqualTo(span.entries());
            assertThat(hash.hash()).isEqualTo(span.hash());
            end = span.to();
        }
    }

    /** "days that differ in one row are cut alike but for one cut". */
    @Test
    void oneMoreRowChangesOnePartOrHalvesIt() {
        List<Entry> entries = spread(5_000, 0, (int) Days.DAY);
        for (int i = 0; i < 50; i++) {
            Set<DaySpan> before = new HashSet<>(spans(entries));

            entries.addAll(spread(1, 0, (int) Days.DAY));

            List<DaySpan> after = spans(entries);
            assertThat(after.stream().filter(span -> !before.contains(span)).count())
                    .isBetween(1L, 2L);
        }
    }

    /** "halved, down to 1 ms": what happened in one ms stays together, however much it is. */
    @Test
    void aMillisecondIsNotCut() {
        List<Entry> entries = spread(3_000, 86_399_999, 1);
        entries.addAll(spread(10, 0, 1_000));

        List<DaySpan> spans = spans(entries);

        assertThat(spans).hasSize(2);
        assertThat(spans.get(1).bits()).isZero();
        assertThat(spans.get(1).entries()).isEqualTo(3_000);
    }

    /** "(bits = 27, which reaches beyond midnight)". */
    @Test
    void aSmallDayIsOnePart() {
        List<DaySpan> spans = spans(spread(1024, 0, (int) Days.DAY));

        assertThat(spans)
                .extracting(DaySpan::from, DaySpan::bits, DaySpan::entries)
                .hasSize(1);
        assertThat(spans.get(0).to()).isGreaterThan((int) Days.DAY);
        assertThat(spans(List.of())).isEmpty();
    }

    /** "they begin with the digest of the day they belong to". */
    @Test
    void whatIsKeptBelongsToOneDigest() {
        List<DaySpan> spans = spans(spread(3_000, 0, 1_000_000));
        byte[] digest = at(0).signature;

        byte[] kept = DaySpans.encode(digest, spans);

        assertThat(DaySpans.decode(kept, digest)).contains(spans);
        assertThat(DaySpans.decode(kept, at(0).signature)).isEmpty();
        assertThat(DaySpans.decode(kept, null)).isEmpty();
        assertThat(DaySpans.decode(null, digest)).isEmpty();
    }

    /** "(from u32, bits u8, entries u32, hash 32 bytes)", at multiples of their length and within the day. */
    @Test
    void onlyPartsOfADayArePlausible() {
        DaySpan span = new DaySpan(4096, 12, 7, new byte[32]);
        BincodeWriter out = new BincodeWriter();
        DaySpan.write(out, span);

        assertThat(out.size()).isEqualTo(DaySpan.SIZE).isEqualTo(41);
        assertThat(DaySpan.read(new BincodeReader(out.toByteArray())))
                .isEqualTo(span)
                .hasSameHashCodeAs(span);
        assertThat(span.isPlausible()).isTrue();
        assertThat(new DaySpan(4097, 12, 7, new byte[32]).isPlausible()).isFalse();
        assertThat(new DaySpan(0, 28, 7, new byte[32]).isPlausible()).isFalse();
        assertThat(new DaySpan(0, 255, 7, new byte[32]).isPlausible()).isFalse();
        assertThat(new DaySpan(-4096, 12, 7, new byte[32]).isPlausible()).isFalse();
        assertThat(new DaySpan((int) Days.DAY, 0, 7, new byte[32]).isPlausible())
                .isFalse();
        assertThat(span).isNotEqualTo(new DaySpan(4096, 12, 8, new byte[32])).isNotEqualTo("a text");
        assertThat(span).isNotEqualTo(new DaySpan(4096, 11, 7, new byte[32]));
    }
}
