import org.jspecify.annotations.NullMarked;

/** The four languages: data model, query, mutation and deletion. No storage, no clock, no keys. */
@NullMarked
@SuppressWarnings("module") // engine and command come after this module in the build
module io.discret.query {
    requires static org.jspecify;
    requires transitive io.discret.api;
    requires org.antlr.antlr4.runtime;
    requires com.fasterxml.jackson.core;

    exports io.discret.query to
            io.discret.cli,
            io.discret.core;
}
