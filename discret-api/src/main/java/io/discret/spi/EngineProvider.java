package io.discret.spi;

import io.discret.api.Configuration;
import io.discret.api.Discret;

/** Opens the engine; {@code discret-core} provides the only one. */
public interface EngineProvider extends Provider {
    /** Open or create the database. On a failure nothing is left running. */
    Discret open(Configuration configuration, Assembly assembly);
}
