package io.discret.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The names and marks of a text that is being typed, as far as it goes: strings, comments and blanks are skipped, nothing
 * is refused. Immutable.
 *
 * @param list names, and marks of one character each
 * @param openString whether the text ends inside a string
 * @param openComment whether it ends inside a comment
 */
record Tokens(List<String> list, boolean openString, boolean openComment) {
    static Tokens of(String text) {
        List<String> list = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                int end = endOfString(text, at + 1);
                if (end < 0) {
                    return new Tokens(List.copyOf(list), true, false);
                }
                list.add("\"");
                at = end;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                if (end < 0) {
                    return new Tokens(List.copyOf(list), false, true);
                }
                at = end + 1;
            } else if (Completions.isNamePart(c)) {
                int end = at + 1;
                while (end < text.length() && Completions.isNamePart(text.charAt(end))) {
                    end++;
                }
                list.add(text.substring(at, end));
                at = end;
            } else {
                if (!Character.isWhitespace(c)) {
                    list.add(String.valueOf(c));
                }
                at++;
            }
        }
        return new Tokens(List.copyOf(list), false, false);
    }

    /** Opening braces. */
    long opened() {
        return count("{");
    }

    /** Closing braces. */
    long closed() {
        return count("}");
    }

    private long count(String mark) {
        return list.stream().filter(mark::equals).count();
    }

    /** The place after the closing quote; -1 when there is none. */
    private static int endOfString(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '"') {
                return at + 1;
            }
        }
        return -1;
    }
}
