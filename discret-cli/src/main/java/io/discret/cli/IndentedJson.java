package io.discret.cli;

/** Lays a JSON text out over lines, two spaces a level. Numbers and texts stay as they are written. Stateless. */
final class IndentedJson {
    private static final String STEP = "  ";

    private IndentedJson() {}

    /** Lay out. */
    static String of(String json) {
        StringBuilder out = new StringBuilder(2 * json.length());
        int depth = 0;
        for (int at = 0; at < json.length(); at++) {
            char c = json.charAt(at);
            switch (c) {
                case '"' -> {
                    int end = endOfText(json, at);
                    out.append(json, at, end);
                    at = end - 1;
                }
                case '{', '[' -> {
                    int next = skipBlanks(json, at + 1);
                    if (next < json.length() && (json.charAt(next) == '}' || json.charAt(next) == ']')) {
                        out.append(c).append(json.charAt(next));
                        at = next;
                    } else {
                        newLine(out.append(c), ++depth);
                    }
                }
                case '}', ']' -> {
                    newLine(out, --depth);
                    out.append(c);
                }
                case ',' -> newLine(out.append(c), depth);
                case ':' -> out.append(": ");
                default -> {
                    if (!Character.isWhitespace(c)) {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static void newLine(StringBuilder out, int depth) {
        out.append('\n').append(STEP.repeat(Math.max(0, depth)));
    }

    private static int skipBlanks(String json, int from) {
        int at = from;
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The place behind the closing quote. */
    private static int endOfText(String json, int quote) {
        for (int at = quote + 1; at < json.length(); at++) {
            if (json.charAt(at) == '\\') {
                at++;
            } else if (json.charAt(at) == '"') {
                return at + 1;
            }
        }
        return json.length();
    }
}
