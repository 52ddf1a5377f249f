package io.discret.store.jdbc;

import io.discret.spi.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Write single values as JSON and read them (docs/protocol/12 §4, §10.5). Stateless. */
final class JsonScalar {
    /** Computed floats are shown with this many digits. */
    private static final MathContext COMPUTED = new MathContext(15, RoundingMode.HALF_EVEN);

    /** Floats with a decimal exponent outside of these are written with one. */
    private static final int LEAST_PLAIN_EXPONENT = -5;

    private static final int LEAST_COMPUTED_EXPONENT = -4;
    private static final int MOST_PLAIN_EXPONENT = 15;
    private static final int MOST_COMPUTED_EXPONENT = 14;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonScalar() {}

    /** A float computed here: at most 15 digits, {@code .0} when integral, an exponent of two digits when large. */
    static void appendComputed(StringBuilder out, double value) {
        if (!Double.isFinite(value)) {
            out.append("null"); // JSON has no word for it
            return;
        }
        BigDecimal rounded = new BigDecimal(value).round(COMPUTED);
        out.append(decimal(rounded, LEAST_COMPUTED_EXPONENT, MOST_COMPUTED_EXPONENT, true));
    }

    /** A float of a row: the shortest text that reads as the same number. */
    static void appendExact(StringBuilder out, double value) {
        if (!Double.isFinite(value)) {
            out.append("null"); // JSON has no word for it
            return;
        }
        out.append(decimal(new BigDecimal(Double.toString(value)), LEAST_PLAIN_EXPONENT, MOST_PLAIN_EXPONENT, false));
    }

    private static String decimal(BigDecimal number, int least, int most, boolean computed) {
        if (number.signum() == 0) {
            return "0.0";
        }
        BigDecimal shortest = number.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= least && exponent <= most) {
            String plain = shortest.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = shortest.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(shortest.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        } else if (computed) {
            text.append(".0");
        }
        text.append('e');
        if (computed) {
            text.append(exponent < 0 ? '-' : '+');
            int size = Math.abs(exponent);
            return text.append(size < 10 ? "0" : "").append(size).toString();
        }
        return text.append(exponent).toString();
    }

    /** A string: escaped as little as JSON allows. */
    static void appendString(StringBuilder out, String text) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, copied, i);
            copied = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        out.append(text, copied, text.length()).append('"');
    }

    /** A value of the model. */
    static void append(StringBuilder out, Value value) {
        if (value instanceof Value.Text text) {
            appendString(out, text.value());
        } else if (value instanceof Value.Real real) {
            appendExact(out, real.value());
        } else if (value instanceof Value.Int number) {
            out.append(number.value());
        } else if (value instanceof Value.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    /** The value of a minified JSON text as it is compared: containers are their text. */
    static Value parse(String json) {
        char first = json.isEmpty() ? ' ' : json.charAt(0);
        if (first == '{' || first == '[') {
            return new Value.Text(json);
        }
        if (first == '"') {
            return new Value.Text(unescaped(json));
        }
        if (json.equals("true") || json.equals("false")) {
            return new Value.Bool(json.equals("true"));
        }
        if (json.equals("null") || json.isEmpty()) {
            return new Value.Null();
        }
        try {
            return new Value.Int(Long.parseLong(json));
        } catch (NumberFormatException e) {
            return new Value.Real(Double.parseDouble(json));
        }
    }

    private static String unescaped(String json) {
        StringBuilder text = new StringBuilder(json.length());
        int end = json.length() - 1;
        int at = 1;
        while (at < end) {
            char c = json.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = json.charAt(at++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(json, at, at + 4, 16));
                    at += 4;
                }
                default -> text.append(escape);
            }
        }
        return text.toString();
    }
}
