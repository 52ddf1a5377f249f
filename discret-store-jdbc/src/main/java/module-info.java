import org.jspecify.annotations.NullMarked;

/** What the SQL stores share: schema, row operations, logical plan to SQL, and the dialect that tells them apart. */
@NullMarked
@SuppressWarnings("module") // the two stores come after this module in the build
module io.discret.store.jdbc {
    requires static org.jspecify;
    requires transitive io.discret.api;
    requires transitive java.sql;

    exports io.discret.store.jdbc to
            io.discret.store.sqlcipher,
            io.discret.store.h2;
}
