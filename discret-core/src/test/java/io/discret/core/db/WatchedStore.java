package io.discret.core.db;

import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import io.discret.testkit.MemoryStoreProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory that watches how its connections are used. */
final class WatchedStore implements Store {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicBoolean shared = new AtomicBoolean();
    /** What a checkpoint does, when one is due. */
    volatile @Nullable Runnable checkpoint;

    private final Store store =
            new MemoryStoreProvider().open(new StoreOptions(Path.of("races"), new byte[32], 0, 0, false));

    @Override
    public StoreReader reader() {
        opened.incrementAndGet();
        return (StoreReader) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StoreReader.class}, new Watched(store.reader()));
    }

    @Override
    public StoreWriter writer() {
        return store.writer();
    }

    @Override
    public boolean isCheckpointDue() {
        return checkpoint != null;
    }

    @Override
    public void checkpoint() {
        if (checkpoint != null) {
            checkpoint.run();
        }
    }

    @Override
    public String description() {
        return store.description();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Watched implements InvocationHandler {
        private final StoreReader reader;
        private final AtomicBoolean inUse = new AtomicBoolean();
        private final AtomicBoolean gone = new AtomicBoolean();

        Watched(StoreReader reader) {
            this.reader = reader;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "equals" -> {
                    return proxy == arguments[0];
                }
                case "hashCode" -> {
                    return 1; // the same in each run of an interleaving
                }
                case "begin" -> {
                    if (!inUse.compareAndSet(false, true) || gone.get()) {
                        shared.set(true);
                    }
                }
                case "end" -> inUse.set(false);
                case "close" -> {
                    closed.incrementAndGet();
                    if (gone.getAndSet(true)) {
                        shared.set(true);
                    }
                }
                default -> {}
            }
            try {
                return method.invoke(reader, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
