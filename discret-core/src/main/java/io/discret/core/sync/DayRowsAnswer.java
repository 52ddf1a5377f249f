package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.core.rows.WholeRow;
import io.discret.core.wire.Query;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import io.discret.spi.StoreReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Answer with the rows of one day, each with its relations (docs/protocol/41 §12.7). Used by the executor of the session
 * only, once.
 *
 * <p>The parts of the day are read one after the other, and smaller pieces of those whose rows are large. The rows of one
 * ms that are still too much are looked up by their ids.
 */
final class DayRowsAnswer {
    private final SessionContext context;
    private final Answers answers;
    private final long id;
    private final Parts<WholeRow> parts;

    DayRowsAnswer(SessionContext context, Answers answers, long id) {
        this.context = context;
        this.answers = answers;
        this.id = id;
        parts = Parts.ofWholeRows(answers.most());
    }

    CompletionStage<Void> answer(Query.OfDay asked, long day) {
        return context.daySpans(asked.room(), asked.entity(), day)
                .thenCompose(found -> {
                    Deque<TimeSpan> spans = new ArrayDeque<>();
                    found.forEach(span -> spans.add(new TimeSpan(day + span.from(), day + span.until())));
                    return Steps.each(TimeSpan.each(spans), span -> send(asked, span, spans));
                })
                .thenCompose(all -> answers.finish(id, parts));
    }

    private CompletionStage<Void> send(Query.OfDay asked, TimeSpan span, Deque<TimeSpan> spans) {
        return context.database().read(reader -> read(reader, asked, span)).thenCompose(found -> {
            if (found.isPresent()) {
                return send(found.get());
            }
            if (span.canBeCut()) {
                span.cutInto(spans);
                return RoomSync.done();
            }
            return context.database()
                    .read(reader -> ids(reader, asked, span))
                    .thenCompose(ids -> Steps.each(Answers.portions(ids).iterator(), some -> context.database()
                            .read(reader -> whole(reader, asked.room(), reader.nodes(asked.room(), some)))
                            .thenCompose(this::send)));
        });
    }

    /** A row that fits into no message with its relations is left out: who asked sees that one is missing. */
    private CompletionStage<Void> send(List<WholeRow> rows) {
        rows.forEach(parts::addIfItFits);
        return answers.send(id, parts.take());
    }

    /** What a span holds; empty when that is too much. */
    private static Optional<List<WholeRow>> read(StoreReader reader, Query.OfDay asked, TimeSpan span) {
        List<Node> rows = new ArrayList<>();
        long[] bytes = new long[1];
        try {
            reader.forEachNode(asked.room(), asked.entity(), span.from(), span.to(), row -> {
                bytes[0] += RowCodec.size(row);
                if (bytes[0] > SyncLimits.BYTES_PER_READ) {
                    throw new TimeSpan.TooMany();
                }
                rows.add(row);
            });
        } catch (TimeSpan.TooMany e) {
            return Optional.empty();
        }
        return Optional.of(whole(reader, asked.room(), rows));
    }

    private static List<Uid> ids(StoreReader reader, Query.OfDay asked, TimeSpan span) {
        List<Uid> ids = new ArrayList<>();
        reader.forEachIdentifier(asked.room(), asked.entity(), span.from(), span.to(), row -> ids.add(row.id()));
        return ids;
    }

    private static List<WholeRow> whole(StoreReader reader, Uid room, List<Node> rows) {
        Map<Uid, Long> fromTheFirst = new HashMap<>();
        rows.forEach(row -> fromTheFirst.put(row.id(), 0L));
        Map<Uid, List<Edge>> edges = new HashMap<>();
        for (Edge edge : reader.edges(room, fromTheFirst)) {
            if (edge.signature().length == Signer.SIGNATURE_SIZE) {
                edges.computeIfAbsent(edge.src(), src -> new ArrayList<>()).add(edge);
            }
        }
        return rows.stream()
                .filter(Answers::isSigned)
                .map(row -> new WholeRow(row, edges.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
