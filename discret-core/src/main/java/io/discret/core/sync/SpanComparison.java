package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rows.DailyHash;
import io.discret.core.rows.DaySpan;
import io.discret.core.wire.DayRange;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Find the parts of a large day in which a peer has something else (docs/protocol/41 §12.4). Used by the executor of the
 * session only, once.
 *
 * <p>Where both cut the day alike the digests kept here are compared. Elsewhere the part of the peer is digested here:
 * its parts follow each other, so that this reads the day once at most, whatever they are.
 */
final class SpanComparison {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final Uid room;
    private final String entity;
    private final long date;
    private final Map<Integer, DaySpan> own = new HashMap<>();
    private final List<DayRange> differing = new ArrayList<>();

    /** Where the last part of the peer ended. */
    private int end;

    /** The range that a further part makes longer, because the one before differs too: between them the peer has nothing. */
    private int last = -1;

    private boolean tooMany;

    SpanComparison(SessionContext context, Queries.Scope queries, Uid room, String entity, long date) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.entity = entity;
        this.date = date;
    }

    /** The parts that differ, ascending; empty when there are so many that the day is better compared as a whole. */
    CompletionStage<Optional<List<DayRange>>> differing() {
        return context.daySpans(room, entity, date)
                .thenCompose(spans -> {
                    spans.forEach(span -> own.put(span.from(), span));
                    return queries.parts(
                            new Query.DaySpans(room, entity, date), Payload.DAY_SPANS, part -> context.database()
                                    .read(reader -> compared(reader, part))
                                    .thenAccept(this::add));
                })
                .thenApply(all -> tooMany ? Optional.empty() : Optional.of(differing));
    }

    private record Compared(DaySpan span, boolean same) {}

    private List<Compared> compared(StoreReader reader, List<DaySpan> part) {
        List<Compared> compared = new ArrayList<>(part.size());
        int next = end;
        for (DaySpan span : part) {
            if (!span.isPlausible() || span.from() < next) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "A peer sends parts of a day that cannot be.");
            }
            next = span.to();
            compared.add(new Compared(span, isSame(reader, span)));
        }
        return compared;
    }

    private boolean isSame(StoreReader reader, DaySpan theirs) {
        DaySpan kept = own.get(theirs.from());
        if (kept != null && kept.covers(theirs)) {
            return kept.equals(theirs);
        }
        DailyHash hash = new DailyHash(context.hashing());
        reader.forEachSignature(room, entity, date + theirs.from(), date + theirs.until(), hash::add);
        return hash.entries() == theirs.entries() && Arrays.equals(hash.hash(), theirs.hash());
    }

    private void add(List<Compared> compared) {
        for (Compared one : compared) {
            if (!one.same()) {
                add(new DayRange(one.span().from(), one.span().until()));
            } else {
                last = -1;
            }
            end = one.span().to();
        }
    }

    private void add(DayRange range) {
        if (last >= 0) {
            differing.set(last, new DayRange(differing.get(last).from(), range.to()));
        } else if (differing.size() < DayRange.MOST) {
            last = differing.size();
            differing.add(range);
        } else {
            tooMany = true;
        }
    }
}
