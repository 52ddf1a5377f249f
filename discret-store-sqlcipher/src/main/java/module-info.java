import org.jspecify.annotations.NullMarked;

/** The default store: one SQLite file per user, encrypted as SQLCipher 4 does. */
@NullMarked
module io.discret.store.sqlcipher {
    requires static org.jspecify;
    requires io.discret.api;
    requires io.discret.store.jdbc;
    requires org.xerial.sqlitejdbc;

    provides io.discret.spi.StoreProvider with
            io.discret.store.sqlcipher.SqlCipherStoreProvider;
}
