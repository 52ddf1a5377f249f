import org.jspecify.annotations.NullMarked;

/** A store in pure Java: one H2 file per user, encrypted. */
@NullMarked
@SuppressWarnings("module") // a name that ends with a digit: so the database is called
module io.discret.store.h2 {
    requires static org.jspecify;
    requires io.discret.api;
    requires io.discret.store.jdbc;
    requires com.h2database;

    // H2 finds the functions of its SQL by the name of their class.
    opens io.discret.store.h2.functions to
            com.h2database;

    provides io.discret.spi.StoreProvider with
            io.discret.store.h2.H2StoreProvider;
}
