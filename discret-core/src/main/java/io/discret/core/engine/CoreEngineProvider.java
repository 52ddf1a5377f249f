package io.discret.core.engine;

import io.discret.api.ArchiveSummary;
import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.spi.ArchiveFile;
import io.discret.spi.Assembly;
import io.discret.spi.EngineProvider;

/** Opens the engine of this module. Stateless, safe for use by any thread. */
public final class CoreEngineProvider implements EngineProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public CoreEngineProvider() {}

    @Override
    public String id() {
        return "core";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Discret open(Configuration configuration, Assembly assembly) {
        return new Startup(configuration, assembly).open();
    }

    @Override
    public ArchiveSummary importFrom(Configuration configuration, Assembly assembly, ArchiveFile archive) {
        return new Restore(configuration, assembly).from(archive);
    }
}
