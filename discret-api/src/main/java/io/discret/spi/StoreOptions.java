package io.discret.spi;

import java.nio.file.Path;

/**
 * Tell a store which file to open.
 *
 * @param file path without an extension; the store adds its own and creates missing folders (0700) and files (0600)
 * @param key 32 bytes; the store copies what it needs, the caller wipes its own
 * @param readCacheKib page cache of each reader in KiB
 * @param writeCacheKib page cache of the writer in KiB
 * @param memorySecurity lock and wipe memory where the store can
 * @param create make what is missing; false = a missing file is a {@link io.discret.api.StoreException} with
 *     {@link io.discret.api.ErrorCode#DATABASE_MISSING}, and nothing is made
 */
public record StoreOptions(
        Path file, byte[] key, int readCacheKib, int writeCacheKib, boolean memorySecurity, boolean create) {
    /** Make what is missing. */
    public StoreOptions(Path file, byte[] key, int readCacheKib, int writeCacheKib, boolean memorySecurity) {
        this(file, key, readCacheKib, writeCacheKib, memorySecurity, true);
    }

    @Override
    public String toString() {
        return "StoreOptions[" + file + "]";
    }
}
