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
 */
public record StoreOptions(Path file, byte[] key, int readCacheKib, int writeCacheKib, boolean memorySecurity) {
    @Override
    public String toString() {
        return "StoreOptions[" + file + "]";
    }
}
