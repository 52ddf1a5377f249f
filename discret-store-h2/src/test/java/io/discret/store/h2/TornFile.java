package io.discret.store.h2;

import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Make the file of a store of which a commit wrote only some blocks, and open such files. */
final class TornFile {
    /** What H2 writes at once, encrypted. */
    static final int BLOCK = 4096;

    static final byte[] KEY = new byte[32];

    private TornFile() {}

    /** Where blocks begin that a commit changed or appended, from a place of the file on. */
    static List<Integer> changed(byte[] before, byte[] after, int from) {
        List<Integer> changed = new ArrayList<>();
        for (int at = from; at < after.length; at += BLOCK) {
            int end = Math.min(at + BLOCK, after.length);
            if (end > before.length || !Arrays.equals(before, at, end, after, at, end)) {
                changed.add(at);
            }
        }
        return changed;
    }

    /**
     * The file before a commit with some of its blocks.
     *
     * @param ofTheLast bytes of the last of these blocks that were written; behind them is what was there, or zeros
     */
    static byte[] with(byte[] before, byte[] after, List<Integer> blocks, int ofTheLast) {
        byte[] content = before.clone();
        for (int i = 0; i < blocks.size(); i++) {
            int at = blocks.get(i);
            int end = Math.min(at + BLOCK, after.length);
            int length = i + 1 < blocks.size() ? BLOCK : ofTheLast;
            content = Arrays.copyOf(content, Math.max(content.length, end));
            System.arraycopy(after, at, content, at, Math.min(length, end - at));
        }
        return content;
    }

    static Store open(Path file) {
        return new H2StoreProvider().open(new StoreOptions(file, KEY, 2048, 2048, false));
    }
}
