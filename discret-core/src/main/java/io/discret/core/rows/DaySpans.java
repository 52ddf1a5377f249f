package io.discret.core.rows;

import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cut a day into parts and digest each (docs/protocol/41 §12.4).
 *
 * <p>A part that holds more than {@link #MOST} entries is halved, down to one ms. Where the cuts are depends on how many
 * entries lie there and on nothing else, so that two peers whose days differ in one row cut nearly alike. Feed the
 * signatures in ascending order, as {@code StoreReader.forEachDatedSignature} gives them. Used by one thread, for one day;
 * memory is some 20 bytes for each entry beside its signature.
 */
public final class DaySpans {
    /** Entries of a part; 96 bytes name a row, so that one changed row costs at most two times 100 KB. */
    static final int MOST = 1024;

    /** Days with fewer entries are compared by the ids of all of their rows. */
    public static final int LARGE_DAY = 2 * MOST;

    private final KeyDerivation hashing;
    private final long day;
    private final List<byte[]> signatures = new ArrayList<>();
    private int[] offsets = new int[64];

    /**
     * Make one.
     *
     * @param day midnight UTC, ms since 1970
     */
    public DaySpans(KeyDerivation hashing, long day) {
        this.hashing = hashing;
        this.day = day;
    }

    /**
     * Add the next signature.
     *
     * @param date in the day, ms since 1970
     */
    public void add(byte[] signature, long date) {
        int size = signatures.size();
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
        }
        offsets[size] = (int) (date - day);
        signatures.add(signature);
    }

    /** Entries added. */
    public int size() {
        return signatures.size();
    }

    /** All of the entries, as the digest of a day has them. */
    public DailyHash whole() {
        DailyHash hash = new DailyHash(hashing);
        signatures.forEach(hash::add);
        return hash;
    }

    /** The parts that hold anything, ascending. Call once, at the end. */
    public List<DaySpan> spans() {
        return of(DaySpan.WHOLE_DAY);
    }

    /** As {@link #spans}, when only what is dated in an area of the day was added. */
    public List<DaySpan> of(DaySpan area) {
        int[] dates = Arrays.copyOf(offsets, size());
        Arrays.sort(dates);
        List<Part> parts = new ArrayList<>();
        cut(dates, new Part(area.from(), area.bits(), 0, dates.length), parts);
        int[] grouped = grouped(parts);
        List<DaySpan> spans = new ArrayList<>(parts.size());
        for (Part part : parts) {
            DailyHash hash = new DailyHash(hashing);
            for (int i = part.first; i < part.end; i++) {
                hash.add(signatures.get(grouped[i]));
            }
            spans.add(new DaySpan(part.from, part.bits, part.end - part.first, digest(hash)));
        }
        return spans;
    }

    /** Signatures without any byte are no signatures, but a store may hold what an older version let in. */
    private static byte[] digest(DailyHash hash) {
        byte[] digest = hash.hash();
        return digest == null ? new byte[32] : digest;
    }

    /** A part of the day, and where its entries are among all of them by date. */
    private record Part(int from, int bits, int first, int end) {}

    private static void cut(int[] dates, Part part, List<Part> parts) {
        if (part.first == part.end) {
            return;
        }
        if (part.end - part.first <= MOST || part.bits == 0) {
            parts.add(part);
            return;
        }
        int half = part.bits - 1;
        int middle = part.from + (1 << half);
        int cut = lowerBound(dates, part.first, part.end, middle);
        cut(dates, new Part(part.from, half, part.first, cut), parts);
        cut(dates, new Part(middle, half, cut, part.end), parts);
    }

    private static int lowerBound(int[] dates, int first, int end, int date) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dates[middle] < date) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Numbers of the signatures, those of each part together and ascending. */
    private int[] grouped(List<Part> parts) {
        int[] starts = parts.stream().mapToInt(Part::from).toArray();
        int[] next = parts.stream().mapToInt(Part::first).toArray();
        int[] grouped = new int[size()];
        for (int i = 0; i < grouped.length; i++) {
            int found = Arrays.binarySearch(starts, offsets[i]);
            int part = found >= 0 ? found : -found - 2;
            grouped[next[part]] = i;
            next[part]++;
        }
        return grouped;
    }

    /** What a store keeps beside the digest of a day. */
    public static byte[] encode(byte[] dailyHash, List<DaySpan> spans) {
        BincodeWriter out = new BincodeWriter(dailyHash.length + spans.size() * DaySpan.SIZE + Long.BYTES);
        out.byteString(dailyHash).u64(spans.size());
        spans.forEach(span -> DaySpan.write(out, span));
        return out.toByteArray();
    }

    /** What was kept, when it belongs to the digest that a day has now. */
    public static Optional<List<DaySpan>> decode(byte @Nullable [] kept, byte @Nullable [] dailyHash) {
        if (kept == null || dailyHash == null) {
            return Optional.empty();
        }
        BincodeReader in = new BincodeReader(kept);
        if (!Arrays.equals(in.byteString(), dailyHash)) {
            return Optional.empty();
        }
        int count = in.count(DaySpan.SIZE);
        List<DaySpan> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            spans.add(DaySpan.read(in));
        }
        return Optional.of(spans);
    }
}
