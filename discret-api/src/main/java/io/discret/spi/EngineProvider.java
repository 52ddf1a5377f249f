package io.discret.spi;

import io.discret.api.ArchiveSummary;
import io.discret.api.Configuration;
import io.discret.api.Discret;

/** Opens the engine; {@code discret-core} provides the only one. */
public interface EngineProvider extends Provider {
    /** Open or create the database. On a failure nothing is left running. */
    Discret open(Configuration configuration, Assembly assembly);

    /** Make a database from an archive, and close it again; see {@link Discret#importFrom}. */
    ArchiveSummary importFrom(Configuration configuration, Assembly assembly, ArchiveFile archive);
}
