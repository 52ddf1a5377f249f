package io.discret.query;

import java.util.Map;

/** Write a JSON value, compact or with two spaces a level (docs/protocol/11 §7.2, §10). */
final class JsonWriter {
    private static final String INDENT = "  ";
    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static String write(JsonValue value, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        writer.value(value, 0);
        return writer.out.toString();
    }

    private void value(JsonValue value, int level) {
        if (value instanceof JsonValue.Obj object) {
            object(object, level);
        } else if (value instanceof JsonValue.Arr array) {
            array(array, level);
        } else if (value instanceof JsonValue.Text text) {
            text(text.value());
        } else if (value instanceof JsonValue.Num number) {
            out.append(number.canonical());
        } else if (value instanceof JsonValue.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private void object(JsonValue.Obj object, int level) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            separate(first, level + 1);
            first = false;
            text(member.getKey());
            out.append(pretty ? ": " : ":");
            value(member.getValue(), level + 1);
        }
        close(first, level, '}');
    }

    private void array(JsonValue.Arr array, int level) {
        out.append('[');
        boolean first = true;
        for (JsonValue element : array.elements()) {
            separate(first, level + 1);
            first = false;
            value(element, level + 1);
        }
        close(first, level, ']');
    }

    private void separate(boolean first, int level) {
        if (!first) {
            out.append(',');
        }
        line(level);
    }

    private void close(boolean empty, int level, char end) {
        if (!empty) {
            line(level);
        }
        out.append(end);
    }

    private void line(int level) {
        if (pretty) {
            out.append('\n').append(INDENT.repeat(level));
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < FIRST_PRINTABLE) {
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
