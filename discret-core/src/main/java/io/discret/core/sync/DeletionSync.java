package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.Verified;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Apply deletions that a peer sent (docs/protocol/41 §6.4.1, §6.4.2). Entries that are stored already change nothing: two
 * peers that differ for good must not keep waking each other (41 §11.14). Used by the executor of the session only.
 */
final class DeletionSync {
    private final SessionContext context;
    private final RoomRules rules;
    private final BatchVerifier verifier;
    private final String entity;
    private final RoomReport.Counts counts;

    DeletionSync(
            SessionContext context, RoomRules rules, BatchVerifier verifier, String entity, RoomReport.Counts counts) {
        this.context = context;
        this.rules = rules;
        this.verifier = verifier;
        this.entity = entity;
        this.counts = counts;
    }

    /** Applies one entry and counts it. */
    private interface Step<T> {
        void apply(WriteTransaction transaction, T entry, RoomReport.Counts done);
    }

    CompletionStage<Void> takeEdges(List<EdgeDeletion> part) {
        return context.database()
                .read(reader -> part.stream()
                        .filter(entry -> !reader.hasEdgeDeletion(entry))
                        .toList())
                .thenCompose(verifier::edgeDeletions)
                .thenComposeAsync(checked -> apply(checked, this::apply), context.executor());
    }

    CompletionStage<Void> takeNodes(List<NodeDeletion> part) {
        return context.database()
                .read(reader -> part.stream()
                        .filter(entry -> !reader.hasNodeDeletion(entry))
                        .toList())
                .thenCompose(verifier::nodeDeletions)
                .thenComposeAsync(checked -> apply(checked, this::apply), context.executor());
    }

    private <T> CompletionStage<Void> apply(Verified<T> checked, Step<T> step) {
        checked.refused().forEach(refused -> counts.refused(refused.reason(), 1));
        if (checked.genuine().isEmpty()) {
            return RoomSync.done();
        }
        return context.database()
                .write(transaction -> {
                    RoomReport.Counts done = new RoomReport.Counts();
                    checked.genuine().forEach(entry -> step.apply(transaction, entry, done));
                    return done;
                })
                .thenAccept(counts::add);
    }

    private void apply(WriteTransaction transaction, EdgeDeletion entry, RoomReport.Counts done) {
        if (transaction.reader().hasEdgeDeletion(entry)) {
            return;
        }
        Edge stored = transaction.reader().edge(entry.src(), entry.label(), entry.dest());
        Edge local = stored != null
                        && stored.cdate() == entry.cdate()
                        && stored.srcEntity().equals(entry.srcEntity())
                        && isHere(version(transaction, entry))
                ? stored
                : null;
        boolean outdone = isOutdone(transaction.reader(), entry);
        if (outdone && local == null) {
            return;
        }
        decide(
                entry.deletionDate(),
                entry.verifyingKey(),
                rules.in(transaction).refuses(entry, entity, local),
                done,
                () -> {
                    if (local != null) {
                        transaction.store().deleteEdge(entry.src(), entry.label(), entry.dest());
                    }
                    if (!outdone) {
                        transaction.putEdgeDeletion(entry);
                        done.known(1);
                    }
                });
    }

    private @Nullable NodeVersion version(WriteTransaction transaction, EdgeDeletion entry) {
        return transaction.reader().versions(List.of(entry.src())).get(entry.src());
    }

    private boolean isHere(@Nullable NodeVersion row) {
        return row != null && rules.room().equals(row.roomId());
    }

    private void apply(WriteTransaction transaction, NodeDeletion entry, RoomReport.Counts done) {
        if (transaction.reader().hasNodeDeletion(entry) || isOutdone(transaction.reader(), entry)) {
            return;
        }
        NodeVersion stored = transaction.reader().versions(List.of(entry.id())).get(entry.id());
        NodeVersion local = isHere(stored) ? stored : null;
        decide(
                entry.deletionDate(),
                entry.verifyingKey(),
                rules.in(transaction).refuses(entry, entity, local),
                done,
                () -> {
                    // A version that whoever deleted had not seen stays, or its fate would depend on who meets whom
                    // first.
                    if (local != null && local.mdate() <= entry.mdate()) {
                        transaction.store().deleteNode(entry.id());
                        transaction.markDay(rules.room(), local.entity(), local.mdate());
                        done.known(-1);
                    }
                    transaction.putNodeDeletion(entry);
                    done.known(1);
                });
    }

    /**
     * Whether another entry with the same key (docs/protocol/11 §13.3) is stored that says more. Two devices that delete
     * one row in the same ms would otherwise exchange their entries for ever.
     */
    private static boolean isOutdone(StoreReader reader, NodeDeletion entry) {
        return reader.nodeDeletions(entry.roomId(), List.of(entry.id())).stream()
                .filter(one -> one.deletionDate() == entry.deletionDate()
                        && one.entity().equals(entry.entity()))
                .anyMatch(one -> isLater(one.mdate(), one.signature(), entry.mdate(), entry.signature()));
    }

    private static boolean isOutdone(StoreReader reader, EdgeDeletion entry) {
        long date = entry.deletionDate();
        return reader.edgeDeletions(entry.roomId(), entry.srcEntity(), date, date + 1).stream()
                .filter(one -> one.src().equals(entry.src())
                        && one.label().equals(entry.label())
                        && one.dest().equals(entry.dest()))
                .anyMatch(one -> isLater(one.cdate(), one.signature(), entry.cdate(), entry.signature()));
    }

    private static boolean isLater(long one, byte[] oneSignature, long other, byte[] otherSignature) {
        return one > other || one == other && Arrays.compareUnsigned(oneSignature, otherSignature) > 0;
    }

    private void decide(long date, byte[] author, Optional<ErrorCode> refusal, RoomReport.Counts done, Runnable write) {
        if (refusal.isPresent()) {
            done.refused(refusal.get(), 1);
        } else if (rules.waits(date)) {
            done.waiting(1, date);
        } else if (rules.isLate(author, entity) && context.settings().refuseLate()) {
            done.refused(ErrorCode.LATE_ROW, 1);
        } else {
            write.run();
            done.written(1);
            if (rules.isLate(author, entity)) {
                done.late(VerifyingKey.of(author), 1);
            }
        }
    }
}
