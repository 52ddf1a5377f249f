import org.jspecify.annotations.NullMarked;

/** The engine: write path, rights, peers, synchronisation, events. */
@NullMarked
module io.discret.core {
    requires static org.jspecify;
    requires io.discret.api;
    requires io.discret.query;
    requires com.fasterxml.jackson.databind;

    provides io.discret.spi.EngineProvider with
            io.discret.core.engine.CoreEngineProvider;
}
