package io.discret.testkit;

import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Hold rows by key; copies share them until one is written. */
final class MemoryTable<K, V> {
    private NavigableMap<K, V> rows;
    private boolean shared;

    MemoryTable(Comparator<? super K> order) {
        rows = new TreeMap<>(order);
    }

    private MemoryTable(NavigableMap<K, V> rows) {
        this.rows = rows;
        shared = true;
    }

    MemoryTable<K, V> share() {
        shared = true;
        return new MemoryTable<>(rows);
    }

    @Nullable
    V get(K key) {
        return rows.get(key);
    }

    Collection<V> all() {
        return rows.values();
    }

    /** The rows from a key on. */
    Collection<V> from(K key) {
        return rows.tailMap(key, true).values();
    }

    void forEach(BiConsumer<K, V> consumer) {
        rows.forEach(consumer);
    }

    void put(K key, V row) {
        own();
        rows.put(key, row);
    }

    @Nullable
    V remove(K key) {
        if (!rows.containsKey(key)) {
            return null;
        }
        own();
        return rows.remove(key);
    }

    private void own() {
        if (shared) {
            rows = new TreeMap<>(rows);
            shared = false;
        }
    }
}
