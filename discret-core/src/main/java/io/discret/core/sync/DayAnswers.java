package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.db.Changes;
import io.discret.core.rows.DaySpan;
import io.discret.core.wire.DayRange;
import io.discret.core.wire.Query;
import io.discret.spi.DailyLog;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.Signer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answer what happened on one day (docs/protocol/41 §3), however much it was: the day is cut into spans of time that are
 * small enough to be held, down to one millisecond. Used by the executor of the session only.
 */
final class DayAnswers {
    private final SessionContext context;
    private final Answers answers;
    private final long id;

    DayAnswers(SessionContext context, Answers answers, long id) {
        this.context = context;
        this.answers = answers;
        this.id = id;
    }

    CompletionStage<Void> answer(Query.OfDay asked) {
        long day = Answers.day(asked);
        if (asked instanceof Query.DaySpans) {
            return context.daySpans(asked.room(), asked.entity(), day).thenCompose(spans -> {
                Parts<DaySpan> parts = Parts.ofSpans(answers.most());
                spans.forEach(parts::add);
                return answers.finish(id, parts);
            });
        } else if (asked instanceof Query.OfRanges ofRanges) {
            return inRanges(ofRanges, day);
        }
        if (asked instanceof Query.DayRows) {
            return new DayRowsAnswer(context, answers, id).answer(asked, day);
        }
        TimeSpan whole = new TimeSpan(day, day + Changes.DAY);
        if (asked instanceof Query.RoomDailyNodes) {
            return identifiers(asked, List.of(whole));
        }
        return context.database()
                .read(reader -> entries(reader.dailyLog(asked.room(), day), asked.entity()))
                .thenCompose(entries -> {
                    List<TimeSpan> spans = whole.cut(entries / SyncLimits.DELETIONS_PER_READ + 1);
                    return asked instanceof Query.EdgeDeletionLog ? edges(asked, spans) : nodes(asked, spans);
                });
    }

    private CompletionStage<Void> inRanges(Query.OfRanges asked, long day) {
        if (!DayRange.arePlausible(asked.ranges())) {
            throw new DiscretException(ErrorCode.BAD_DATE, "A peer asks for parts of a day that cannot be.");
        }
        List<TimeSpan> spans = asked.ranges().stream()
                .map(range -> new TimeSpan(day + range.from(), day + range.to()))
                .toList();
        if (asked instanceof Query.NodesIn) {
            return identifiers(asked, spans);
        }
        return asked instanceof Query.EdgeDeletionsIn ? edges(asked, spans) : nodes(asked, spans);
    }

    private static long entries(List<DailyLog> lines, String entity) {
        return lines.stream()
                .filter(line -> line.entity().equals(entity))
                .mapToLong(line -> Integer.toUnsignedLong(line.entryNumber()))
                .sum();
    }

    private CompletionStage<Void> edges(Query.OfDay asked, List<TimeSpan> spans) {
        Parts<EdgeDeletion> parts = Parts.ofEdgeDeletions(answers.most());
        return answers.portioned(id, spans, parts, (reader, span, out) -> reader.edgeDeletions(
                        asked.room(), asked.entity(), span.from(), span.to())
                .forEach(out));
    }

    private CompletionStage<Void> nodes(Query.OfDay asked, List<TimeSpan> spans) {
        Parts<NodeDeletion> parts = Parts.ofNodeDeletions(answers.most());
        return answers.portioned(id, spans, parts, (reader, span, out) -> reader.nodeDeletions(
                        asked.room(), asked.entity(), span.from(), span.to())
                .forEach(out));
    }

    private CompletionStage<Void> identifiers(Query.OfDay asked, List<TimeSpan> wanted) {
        Deque<TimeSpan> spans = new ArrayDeque<>(wanted);
        Parts<NodeIdentifier> parts = Parts.ofIdentifiers(answers.most());
        return next(asked, spans, parts);
    }

    /** Each step takes one span, or cuts it. */
    private CompletionStage<Void> next(Query.OfDay asked, Deque<TimeSpan> spans, Parts<NodeIdentifier> parts) {
        return Steps.each(TimeSpan.each(spans), span -> read(asked, span).thenCompose(found -> {
                    if (found.isEmpty()) {
                        span.cutInto(spans);
                        return CompletableFuture.completedFuture(null);
                    }
                    found.get().forEach(parts::add);
                    return answers.send(id, parts.take());
                }))
                .thenCompose(all -> answers.finish(id, parts));
    }

    /** What a span holds; empty when that is too much and the span can be cut. */
    private CompletableFuture<Optional<List<NodeIdentifier>>> read(Query.OfDay asked, TimeSpan span) {
        return context.database().read(reader -> {
            List<NodeIdentifier> found = new ArrayList<>();
            try {
                reader.forEachIdentifier(asked.room(), asked.entity(), span.from(), span.to(), identifier -> {
                    if (found.size() >= SyncLimits.IDENTIFIERS_PER_READ && span.canBeCut()) {
                        throw new TimeSpan.TooMany();
                    }
                    if (identifier.signature().length == Signer.SIGNATURE_SIZE) {
                        found.add(identifier);
                    }
                });
            } catch (TimeSpan.TooMany e) {
                return Optional.empty();
            }
            return Optional.of(found);
        });
    }
}
