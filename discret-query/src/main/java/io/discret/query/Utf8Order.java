package io.discret.query;

import java.util.Comparator;

/** Compare texts by their UTF-8 bytes, which is by code point and not by UTF-16 unit (docs/protocol/11 §7.2). */
enum Utf8Order implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // A surrogate stands for a code point above every other unit, also above U+E000..U+FFFF.
                boolean aSurrogate = Character.isSurrogate(a);
                boolean bSurrogate = Character.isSurrogate(b);
                return aSurrogate == bSurrogate ? Character.compare(a, b) : aSurrogate ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
