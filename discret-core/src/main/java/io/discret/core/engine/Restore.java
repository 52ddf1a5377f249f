package io.discret.core.engine;

import io.discret.api.ArchiveSummary;
import io.discret.api.Configuration;
import io.discret.core.archive.Import;
import io.discret.core.db.Failures;
import io.discret.core.db.SearchTexts;
import io.discret.core.identity.Identity;
import io.discret.core.read.ModelInForce;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.RowVerifier;
import io.discret.spi.ArchiveFile;
import io.discret.spi.Assembly;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.spi.ThreadScheduler;
import java.util.Arrays;

/** Open a store, fill it from an archive, and close it. Used once, by one thread, which waits. */
final class Restore {
    private final Configuration configuration;
    private final Assembly assembly;

    Restore(Configuration configuration, Assembly assembly) {
        this.configuration = configuration;
        this.assembly = assembly;
    }

    ArchiveSummary from(ArchiveFile archive) {
        try (ThreadScheduler threads = new ThreadScheduler("import");
                Identity identity = Identity.of(
                        configuration.applicationKey(),
                        configuration.keyMaterial(),
                        assembly.signer(),
                        assembly.keyDerivation())) {
            BatchVerifier verifier = new BatchVerifier(
                    new RowVerifier(assembly.signer(), assembly.keyDerivation()),
                    threads.pool("workers", configuration.parallelism()));
            byte[] secret = identity.databaseSecret();
            try {
                // A file that cannot be used must not leave a folder behind.
                Import.check(archive, secret, assembly.keyDerivation());
                try (Store store = open(identity, secret)) {
                    return new Import(store.writer(), verifier, new StoredModel())
                            .from(archive, secret, assembly.keyDerivation());
                }
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        } catch (RuntimeException e) {
            throw Failures.of(e);
        }
    }

    private Store open(Identity identity, byte[] secret) {
        return assembly.store()
                .open(new StoreOptions(
                        configuration.folder().resolve(identity.databasePath()),
                        secret,
                        configuration.readCacheSizeInKb(),
                        configuration.writeCacheSizeInKb(),
                        configuration.enableDatabaseMemorySecurity()));
    }

    /** The model that the archive brings. */
    private static final class StoredModel implements Import.Model {
        @Override
        public SearchTexts searchTexts(StoreWriter store) {
            return new ModelInForce(StoredModelText.load(store));
        }

        @Override
        public void createIndexes(StoreWriter store) {
            StoredModelText.save(store, StoredModelText.load(store));
        }
    }
}
