package io.discret.core.archive;

import io.discret.api.ArchiveSummary;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.db.SearchTexts;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.Verified;
import io.discret.spi.ArchiveFile;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.StoreWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fill an empty store from an archive.
 *
 * <p>{@link #check} the whole archive before. Each chunk is one transaction that also says how
 * far it came, so that an import can be interrupted at any moment and repeated. Every signature is checked. Used once, by
 * one thread, which waits for the verifier.
 */
public final class Import {
    private final BatchVerifier verifier;
    private final StoreWriter store;
    private final Model model;
    private @Nullable SearchTexts searchTexts;
    private long refused;

    /** What the import has to know of the data model, which is in the archive too. */
    public interface Model {
        /** What the full-text index holds of each row, by the model stored. */
        SearchTexts searchTexts(StoreWriter store);

        /** Make the indexes of the model stored; inside the last transaction. */
        void createIndexes(StoreWriter store);
    }

    public Import(StoreWriter store, BatchVerifier verifier, Model model) {
        this.store = store;
        this.verifier = verifier;
        this.model = model;
    }

    /**
     * Authenticate an archive as a whole, and read every record of it.
     *
     * @param secret of the database, 32 bytes; not kept
     * @throws DiscretException {@code ARCHIVE_FOREIGN} or {@code ARCHIVE_DAMAGED}
     */
    public static void check(ArchiveFile file, byte[] secret, KeyDerivation derivation) {
        try {
            new ArchiveReader(file, secret, derivation).read((index, records) -> {});
        } catch (IOException e) {
            throw ArchiveErrors.failed(e);
        }
    }

    /**
     * Import an archive that was checked, or go on with it.
     *
     * @param secret of the database, 32 bytes; not kept
     * @throws DiscretException {@code DATABASE_EXISTS}; nothing was written then
     */
    public ArchiveSummary from(ArchiveFile file, byte[] secret, KeyDerivation derivation) {
        try {
            ArchiveReader reader = new ArchiveReader(file, secret, derivation);
            ImportMark before = begin(ImportMark.name(reader.salt()));
            ArchiveCounts all = reader.read((index, records) -> {
                if (index >= before.chunks()) {
                    write(records, new ImportMark(before.archive(), index + 1).text());
                }
            });
            end();
            return new ArchiveSummary(
                    all.rows(), all.relations(), all.deletions(), all.rooms(), refused, before.chunks() > 0);
        } catch (IOException e) {
            throw ArchiveErrors.failed(e);
        }
    }

    private ImportMark begin(String archive) {
        if (store.configurations().isEmpty()) {
            return new ImportMark(archive, 0);
        }
        return ImportMark.unfinished(store.configuration(ImportMark.KEY))
                .filter(mark -> mark.archive().equals(archive))
                .orElseThrow(() -> new DiscretException(
                        ErrorCode.DATABASE_EXISTS,
                        "This folder holds a database of this user already; nothing was changed. Choose an empty folder, or"
                                + " move that database away."));
    }

    private void end() {
        store.begin();
        try {
            model.createIndexes(store);
            store.putConfiguration(ImportMark.KEY, ImportMark.done());
            store.commit();
        } finally {
            store.rollback();
        }
    }

    private void write(List<ArchiveRecord> records, String mark) {
        List<Node> nodes = genuine(records, ArchiveRecord.Row.class, ArchiveRecord.Row::node, verifier::nodes);
        List<Edge> edges =
                genuine(records, ArchiveRecord.Relation.class, ArchiveRecord.Relation::edge, verifier::edges);
        List<NodeDeletion> nodeDeletions = genuine(
                records, ArchiveRecord.RowDeletion.class, ArchiveRecord.RowDeletion::entry, verifier::nodeDeletions);
        List<EdgeDeletion> edgeDeletions = genuine(
                records,
                ArchiveRecord.RelationDeletion.class,
                ArchiveRecord.RelationDeletion::entry,
                verifier::edgeDeletions);
        store.begin();
        try {
            of(records, ArchiveRecord.Setting.class).forEach(s -> store.putConfiguration(s.key(), s.value()));
            of(records, ArchiveRecord.RoomDate.class).forEach(r -> store.putRoomDefinitionDate(r.room(), r.date()));
            nodes.forEach(node -> store.putNode(node, searchTexts().of(node)));
            edges.forEach(store::putEdge);
            nodeDeletions.forEach(store::putNodeDeletion);
            edgeDeletions.forEach(store::putEdgeDeletion);
            of(records, ArchiveRecord.Day.class).forEach(d -> store.markDay(d.room(), d.entity(), d.date()));
            store.putConfiguration(ImportMark.KEY, mark);
            store.commit();
        } finally {
            store.rollback();
        }
    }

    /** Settings come before rows, so the model is there when the first row comes. */
    private SearchTexts searchTexts() {
        SearchTexts texts = searchTexts;
        if (texts == null) {
            texts = model.searchTexts(store);
            searchTexts = texts;
        }
        return texts;
    }

    private <R extends ArchiveRecord, T> List<T> genuine(
            List<ArchiveRecord> records,
            Class<R> kind,
            Function<R, T> content,
            Function<List<T>, CompletionStage<Verified<T>>> check) {
        Verified<T> verified = check.apply(
                        of(records, kind).stream().map(content).toList())
                .toCompletableFuture()
                .join();
        refused += verified.refused().size();
        return verified.genuine();
    }

    private static <R extends ArchiveRecord> List<R> of(List<ArchiveRecord> records, Class<R> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
