package io.discret.testkit;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Open stores in memory: fast, with faults on demand, and for the rows of a test only.
 *
 * <p>Files are kept by path for the life of this object, as if it were the disk of one machine. It is never found by a
 * service loader; hand it to the engine. {@code query} is not supported. Safe for use by any thread.
 */
public final class MemoryStoreProvider implements StoreProvider {
    private final Map<Path, MemoryDisk> disks = new TreeMap<>();
    private final StoreFaults faults = new StoreFaults();
    private final WriteObserver observer;

    /** Make an empty disk. */
    public MemoryStoreProvider() {
        this(WriteObserver.NONE);
    }

    MemoryStoreProvider(WriteObserver observer) {
        this.observer = observer;
    }

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Store open(StoreOptions options) {
        Path file = options.file().toAbsolutePath().normalize();
        MemoryDisk disk;
        synchronized (disks) {
            if (!options.create() && !disks.containsKey(file)) {
                throw new StoreException(
                        ErrorCode.DATABASE_MISSING, "There is no file " + file + "; open it with create first.");
            }
            disk = disks.computeIfAbsent(file, path -> new MemoryDisk(options.key(), observer));
        }
        if (!Arrays.equals(disk.key(), options.key())) {
            throw new StoreException(
                    ErrorCode.WRONG_KEY, "The key does not fit the file " + file + "; give the key it was made with.");
        }
        MemoryStore store = new MemoryStore(disk, faults);
        if (!disk.lock(store)) {
            throw new StoreException(
                    ErrorCode.FOLDER_LOCKED, "The file " + file + " is open already; close the other store first.");
        }
        return store;
    }

    /** What goes wrong in the stores of this provider. */
    public StoreFaults faults() {
        return faults;
    }

    /** Cut the power: every open store is gone, what was committed stays. For {@link VirtualMachine#onCrash}. */
    public void powerOff() {
        synchronized (disks) {
            for (MemoryDisk disk : disks.values()) {
                MemoryStore store = disk.openBy();
                if (store != null) {
                    store.close();
                }
            }
        }
    }

    /** Files with an open store; 0 after a clean end. */
    public int openStores() {
        synchronized (disks) {
            return (int) disks.values().stream()
                    .filter(disk -> disk.openBy() != null)
                    .count();
        }
    }

    /**
     * Look at what is committed, beside the lock and without the key.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public StoreReader inspect(Path file) {
        return new MemoryReader(disk(file)::committed);
    }

    /**
     * Everything signed that is committed, beside the lock and without the key.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public StoreContent content(Path file) {
        return StoreContent.of(tables(file));
    }

    /** What is committed now. */
    MemoryTables tables(Path file) {
        return disk(file).committed();
    }

    private MemoryDisk disk(Path file) {
        Path wanted = file.toAbsolutePath().normalize();
        synchronized (disks) {
            MemoryDisk disk = disks.get(wanted);
            if (disk == null) {
                throw new IllegalArgumentException("There is no " + wanted + "; files: " + disks.keySet());
            }
            return disk;
        }
    }

    /** Write beside the engine, while it does not write: what no interface of it can make. */
    void change(Path file, Consumer<MemoryTables> change) {
        MemoryTables tables = disk(file).committed().share();
        change.accept(tables);
        disk(file).commit(tables);
    }

    /** The files there are, sorted. */
    public List<Path> files() {
        synchronized (disks) {
            return List.copyOf(disks.keySet());
        }
    }
}
