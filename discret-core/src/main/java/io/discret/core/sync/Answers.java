package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Changes;
import io.discret.core.rooms.Room;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RoomDefinitionLog;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Give the answers of docs/protocol/41 §3; who may have them is decided before. Used by the executor of the session.
 *
 * <p>Rows come out of the store in portions and each part leaves before the next portion is read.
 */
final class Answers {
    private final SessionContext context;
    private final SessionLink link;
    private final Remote remote;
    private final SeenDefinitions seen;

    Answers(SessionContext context, SessionLink link, Remote remote, SeenDefinitions seen) {
        this.seen = seen;
        this.context = context;
        this.link = link;
        this.remote = remote;
    }

    /** Send the whole answer; completes when its last part has left. */
    CompletionStage<Void> answer(QueryProtocol asked) {
        long id = asked.id();
        Query query = asked.query();
        if (query instanceof Query.RoomList) {
            return roomList(id);
        } else if (query instanceof Query.RoomDefinition of) {
            return roomDefinition(id, of.room());
        } else if (query instanceof Query.RoomNode of) {
            return definition(id, of.room());
        } else if (query instanceof Query.RoomLog of) {
            return roomLog(id, of.room());
        } else if (query instanceof Query.RoomLogAt of) {
            return roomLogAt(id, of);
        } else if (query instanceof Query.Nodes of) {
            return nodes(id, of);
        } else if (query instanceof Query.Edges of) {
            return edges(id, of);
        } else if (query instanceof Query.PeersForRoom of) {
            return peers(id, of.room());
        } else if (query instanceof Query.PeersDigest of) {
            return peersDigest(id, of.room());
        } else if (query instanceof Query.OfDay of) {
            return new DayAnswers(context, this, id).answer(of);
        }
        throw new IllegalArgumentException("answered elsewhere: " + query.text());
    }

    private CompletionStage<Void> roomList(long id) {
        return context.database().read(this::readable).thenCompose(rooms -> {
            rooms.forEach(remote::grant);
            Parts<Uid> parts = Parts.ofUids(most());
            rooms.forEach(parts::add);
            return finish(id, parts);
        });
    }

    /** By last day ascending, those without data last; the reference begins at the end. */
    private List<Uid> readable(StoreReader reader) {
        Map<Uid, Long> lastDays = reader.lastDays();
        Set<Uid> known = reader.roomDefinitionDates().keySet();
        return context.rooms().all().stream()
                .filter(room -> known.contains(room.id()) && remote.isMember(room))
                .map(Room::id)
                .sorted(Comparator.<Uid>comparingLong(room -> lastDays.getOrDefault(room, Long.MAX_VALUE))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private CompletionStage<Void> definition(long id, Uid room) {
        return context.definitions().definition(room).thenCompose(definition -> {
            definition.ifPresent(sent -> seen.settle(room, sent.lastModified()));
            return single(id, Payload.ROOM_NODE.encode(definition));
        });
    }

    private CompletionStage<Void> roomDefinition(long id, Uid room) {
        return definitionLog(room)
                .thenApply(log -> remote.mayRead(room) ? log : log.map(Answers::withoutData))
                .thenCompose(definition -> single(id, Payload.ROOM_DEFINITION.encode(definition)));
    }

    /** A user of the past learns of the definition only. */
    private static RoomDefinitionLog withoutData(RoomDefinitionLog log) {
        return new RoomDefinitionLog(log.room(), log.definitionDate(), null, null, null, null);
    }

    /** What a room looks like here; one entity of the last day stands for it (docs/protocol/21 §14.5). */
    private CompletionStage<Optional<RoomDefinitionLog>> definitionLog(Uid room) {
        return lines(context, link.speaksOwn(), room).thenCompose(lines -> context.database()
                .read(reader -> reader.roomDefinitionDate(room))
                .thenApply(date -> date.isEmpty()
                        ? Optional.empty()
                        : Optional.of(definitionLog(context, room, date.getAsLong(), lines))));
    }

    /** A peer of ours compares what a marked day holds; one of the reference would not look at it. */
    static CompletionStage<List<DailyLog>> lines(SessionContext context, boolean own, Uid room) {
        return own ? context.dailyLogWithMarkedDays(room) : context.dailyLog(room);
    }

    static RoomDefinitionLog definitionLog(SessionContext context, Uid room, long date, List<DailyLog> lines) {
        if (lines.isEmpty()) {
            return new RoomDefinitionLog(room, date, null, null, null, null);
        }
        long lastDay = lines.get(lines.size() - 1).date();
        DailyLog last = lines.stream()
                .filter(line -> line.date() == lastDay)
                .findFirst()
                .orElseThrow();
        byte[] digest = context.digest(lines);
        return new RoomDefinitionLog(room, date, lastDay, last.entryNumber(), last.dailyHash(), digest);
    }

    private CompletionStage<Void> roomLog(long id, Uid room) {
        return lines(context, link.speaksOwn(), room).thenCompose(lines -> {
            Parts<DailyLog> parts = Parts.ofLines(most());
            lines.forEach(parts::add);
            return finish(id, parts);
        });
    }

    private CompletionStage<Void> roomLogAt(long id, Query.RoomLogAt asked) {
        return context.dailyLog(asked.room())
                .thenApply(lines -> lines.stream()
                        .filter(line -> line.date() == asked.date())
                        .toList())
                .thenCompose(lines -> single(id, Payload.ROOM_LOG.encode(lines)));
    }

    private CompletionStage<Void> nodes(long id, Query.Nodes asked) {
        Parts<Node> parts = Parts.ofNodes(most());
        List<List<Uid>> portions = portions(new ArrayList<>(new LinkedHashSet<>(asked.ids())));
        return portioned(id, portions, parts, (reader, ids, out) -> reader.nodes(asked.room(), ids).stream()
                .filter(Answers::isSigned)
                .forEach(out));
    }

    private CompletionStage<Void> edges(long id, Query.Edges asked) {
        Map<Uid, Long> dates = asked.leastDates();
        Parts<Edge> parts = Parts.ofEdges(most());
        return portioned(id, portions(List.copyOf(dates.keySet())), parts, (reader, ids, out) -> {
            Map<Uid, Long> portion = new HashMap<>();
            ids.forEach(src -> portion.put(src, dates.getOrDefault(src, 0L)));
            reader.edges(asked.room(), portion).stream()
                    .filter(edge -> edge.signature().length == Signer.SIGNATURE_SIZE)
                    .forEach(out);
        });
    }

    private CompletionStage<Void> peers(long id, Uid room) {
        List<VerifyingKey> keys = List.copyOf(readableRoom(room).users());
        Parts<Node> parts = Parts.ofNodes(most());
        return portioned(id, portions(keys), parts, (reader, some, out) -> UserCards.of(reader, some)
                .forEach(out));
    }

    private CompletionStage<Void> peersDigest(long id, Uid room) {
        Room known = readableRoom(room);
        return context.database()
                .read(reader -> UserCards.digest(reader, context.hashing(), known))
                .thenCompose(digest -> single(id, Payload.PEERS_DIGEST.encode(digest)));
    }

    /** The room of a query: whoever may ask about one is a member of it. */
    private Room readableRoom(Uid room) {
        return Objects.requireNonNull(context.rooms().room(room));
    }

    /** A row without key or signature stops verification in a reference peer for good (docs/protocol/20 §10). */
    static boolean isSigned(Node node) {
        return node.verifyingKey().length == VerifyingKey.SIZE && node.signature().length == Signer.SIGNATURE_SIZE;
    }

    /** Reads one portion. */
    @FunctionalInterface
    interface Portion<P, T> {
        void read(StoreReader reader, P portion, Consumer<T> out);
    }

    static <K> List<List<K>> portions(List<K> keys) {
        List<List<K>> portions = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += SyncLimits.ROWS_PER_READ) {
            portions.add(keys.subList(from, Math.min(keys.size(), from + SyncLimits.ROWS_PER_READ)));
        }
        return portions;
    }

    /** Read and send portion after portion, then the end. */
    <P, T> CompletionStage<Void> portioned(long id, Iterable<P> portions, Parts<T> parts, Portion<P, T> portion) {
        return Steps.each(portions.iterator(), one -> context.database()
                        .read(reader -> {
                            portion.read(reader, one, parts::add);
                            return parts.take();
                        })
                        .thenCompose(payloads -> send(id, payloads)))
                .thenCompose(all -> finish(id, parts));
    }

    /** Send what is left, then the end. */
    <T> CompletionStage<Void> finish(long id, Parts<T> parts) {
        if (parts.skipped() > 0) {
            throw new DiscretException(ErrorCode.NODE_TOO_BIG, "A row is too big for the messages of this network.");
        }
        return send(id, parts.takeAll())
                .thenCompose(sent -> link.sendAnswer(Answer.end(id).encode()));
    }

    /** Send payloads, each when the one before has left. */
    CompletableFuture<Void> send(long id, List<byte[]> payloads) {
        return Steps.each(payloads.iterator(), payload -> link.sendAnswer(
                        Answer.part(id, payload).encode())
                .toCompletableFuture()
                .thenApplyAsync(Function.identity(), context.executor()));
    }

    private CompletionStage<Void> single(long id, byte[] payload) {
        return link.sendAnswer(Answer.single(id, payload).encode());
    }

    int most() {
        return context.settings().sentMessage();
    }

    /** The day of a query, when it can be one. */
    static long day(Query.OfDay asked) {
        if (!SyncLimits.sane(asked.date())) {
            throw new DiscretException(ErrorCode.BAD_DATE, "A peer asks for a day that cannot be.");
        }
        return Changes.day(asked.date());
    }
}
