package io.discret.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.spi.Providers;
import io.discret.spi.RowCursor;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Write everything into an SQLite and an H2 file, and hold what both answer to a query against each other, letter by letter.
 */
public final class TwoStores implements StoreProvider {
    /** What is compared: texts, and what tells whether something was there. */
    private static final Set<Class<?>> COMPARED = Set.of(String.class, Boolean.class, Long.class, Integer.class);

    private static final Set<String> READ_ONCE =
            Set.of("forEachIdentifier", "forEachNode", "forEachSignature", "forEachDatedSignature", "explain");

    @Override
    public String id() {
        return "both";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Store open(StoreOptions options) {
        Store sqlite = provider("sqlcipher").open(options);
        Store h2 = provider("h2").open(options(options));
        StoreWriter writer = both(StoreWriter.class, sqlite.writer(), h2.writer());
        return new Store() {
            @Override
            public StoreReader reader() {
                return both(StoreReader.class, sqlite.reader(), h2.reader());
            }

            @Override
            public StoreWriter writer() {
                return writer;
            }

            @Override
            public String description() {
                return sqlite.description() + " and " + h2.description();
            }

            @Override
            public void close() {
                sqlite.close();
                h2.close();
            }
        };
    }

    private static StoreProvider provider(String id) {
        return Providers.choose(StoreProvider.class, Optional.of(id), "discret-store-" + id);
    }

    /** Beside the other one: both lock a file of their own. */
    private static StoreOptions options(StoreOptions of) {
        return new StoreOptions(
                of.file().resolveSibling("h2"), of.key(), of.readCacheKib(), of.writeCacheKib(), false, of.create());
    }

    private static <T> T both(Class<T> type, T first, T second) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Outcome expected = Outcome.of(method, first, arguments);
                    if (READ_ONCE.contains(method.getName())) {
                        return expected.get();
                    }
                    Outcome found = Outcome.of(method, second, arguments);
                    assertThat(found.failure())
                            .as("failure of %s", method.getName())
                            .isEqualTo(expected.failure());
                    if (expected.value() instanceof RowCursor rows) {
                        return both(RowCursor.class, rows, (RowCursor) found.value());
                    }
                    if (expected.value() == null
                            || COMPARED.contains(expected.value().getClass())) {
                        assertThat(found.value())
                                .as("%s %s", method.getName(), listed(arguments))
                                .isEqualTo(expected.value());
                    }
                    return expected.get();
                }));
    }

    private static List<Object> listed(Object[] arguments) {
        return arguments == null ? List.of() : java.util.Arrays.asList(arguments);
    }

    private record Outcome(Object value, Throwable thrown) {
        static Outcome of(Method method, Object target, Object[] arguments) throws IllegalAccessException {
            try {
                return new Outcome(method.invoke(target, arguments), null);
            } catch (InvocationTargetException e) {
                return new Outcome(null, e.getTargetException());
            }
        }

        /** The code of the error, empty where there is none. */
        String failure() {
            if (thrown == null) {
                return "";
            }
            return thrown instanceof DiscretException known
                    ? known.code().text()
                    : thrown.getClass().getName();
        }

        Object get() throws Throwable {
            if (thrown != null) {
                throw thrown;
            }
            return value;
        }
    }
}
