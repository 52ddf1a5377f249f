package io.discret.beacon;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Read the part of TOML that {@code Beacon.conf.toml} uses: {@code key = value} lines before the first table, with
 * integers, booleans and one-line texts. Stateless.
 *
 * <p>Values of other kinds are passed over as long as they stand on one line: the reference ignores keys it does not know
 * (docs/protocol/50 §2), and so do we.
 */
final class TomlLines {
    private static final Pattern TABLE = Pattern.compile("\\[.*");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\\s*=\\s*(.+)");
    private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"|'([^']*)'");

    /** Digits and sign that fit a {@code long} in any case. */
    private static final int LONGEST_INTEGER = 18;

    private TomlLines() {}

    /**
     * Read all pairs that stand before the first table.
     *
     * @return key → {@link Long}, {@link Boolean} or {@link String}; other values as their text in {@link Other}
     * @throws ConfigurationException {@code CONFIGURATION} naming the first line that is none
     */
    static Map<String, Object> read(String text) {
        Map<String, Object> pairs = new HashMap<>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = withoutComment(raw).strip();
            if (line.isEmpty()) {
                continue;
            }
            if (TABLE.matcher(line).matches()) {
                break;
            }
            Matcher pair = PAIR.matcher(line);
            if (!pair.matches()) {
                throw wrong(number, "is no pair of a key and a value");
            }
            if (pairs.put(unquoted(pair.group(1)), value(pair.group(2))) != null) {
                throw wrong(number, "gives a key for the second time");
            }
        }
        return pairs;
    }

    private static Object value(String text) {
        Matcher quoted = TEXT.matcher(text);
        if (quoted.matches()) {
            return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        String digits = text.replace("_", "");
        // The length first: the pattern takes some stack for each digit.
        if (digits.length() <= LONGEST_INTEGER && INTEGER.matcher(text).matches()) {
            return Long.valueOf(digits);
        }
        return new Other(text);
    }

    private static String unquoted(String key) {
        return key.startsWith("\"") || key.startsWith("'") ? key.substring(1, key.length() - 1) : key;
    }

    /** A comment begins at the first {@code #} that stands in no text. */
    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && c == '#') {
                return line.substring(0, i);
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return line;
    }

    private static ConfigurationException wrong(int line, String what) {
        return new ConfigurationException(
                ErrorCode.CONFIGURATION,
                "Line " + line + " of " + BeaconFolder.SETTINGS + " " + what
                        + "; correct it, or remove the file to get a " + "new one.");
    }

    /** A value of a kind that no key of ours has. */
    record Other(String text) {}
}
