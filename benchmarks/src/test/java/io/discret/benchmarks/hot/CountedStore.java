package io.discret.benchmarks.hot;

import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeMap;

/** Count what an engine asks its store to do, by method. Each is one statement or a fixed few. Used by one thread. */
final class CountedStore implements StoreProvider {
    /** They end something and run no statement of their own. */
    private static final Set<String> FREE =
            Set.of("close", "searchIsBehind", "description", "toString", "hashCode", "equals");

    private final StoreProvider provider;
    private final TreeMap<String, Long> calls = new TreeMap<>();

    CountedStore(StoreProvider provider) {
        this.provider = provider;
    }

    /** How often one was called so far. */
    long calls(String method) {
        return calls.getOrDefault(method, 0L);
    }

    /** Calls of all methods so far. */
    long calls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String id() {
        return provider.id();
    }

    @Override
    public int priority() {
        return provider.priority();
    }

    @Override
    public Store open(StoreOptions options) {
        Store store = provider.open(options);
        StoreWriter writer = counted(StoreWriter.class, store.writer());
        return new Store() {
            @Override
            public StoreReader reader() {
                return counted(StoreReader.class, store.reader());
            }

            @Override
            public StoreWriter writer() {
                return writer;
            }

            @Override
            public String description() {
                return store.description();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    private <T> T counted(Class<T> kind, T target) {
        return kind.cast(
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    if (!FREE.contains(method.getName())) {
                        calls.merge(method.getName(), 1L, Long::sum);
                    }
                    return invoke(target, method, arguments);
                }));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String toString() {
        return calls.toString();
    }
}
