package io.discret.core.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compare texts that hold the symbols of vectors/README.md, and remember what a symbol stands for. */
final class ScenarioSymbols {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SYMBOL =
            Pattern.compile("\"@(?:mdate|cdate|date):\\d+\"|@id:[a-z0-9]+|@room:private|@key:me|@signature");

    private final Map<String, String> bound = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();

    void bind(String symbol, String value) {
        bound.put(symbol, value);
    }

    /** Remember the date of a row that a step wrote, for a parameter; what a result shows wins. */
    void bindMdate(int step, long mdate) {
        seen.put("@mdate:" + step, mdate);
    }

    /** The date a parameter stands for. */
    long date(String symbol) {
        String shown = bound.get("\"" + symbol + "\"");
        return shown == null ? seen.get(symbol) : Long.parseLong(shown);
    }

    /** The text with every symbol that is known replaced. */
    String fill(String text) {
        return SYMBOL.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(bound.getOrDefault(match.group(), match.group())));
    }

    /** Whether a text is as expected; binds the symbols that appear for the first time. */
    boolean matches(String expected, String actual) {
        StringBuilder regex = new StringBuilder();
        List<String> fresh = new ArrayList<>();
        Matcher symbols = SYMBOL.matcher(expected);
        int end = 0;
        while (symbols.find()) {
            regex.append(Pattern.quote(expected.substring(end, symbols.start())));
            end = symbols.end();
            String symbol = symbols.group();
            if (bound.containsKey(symbol)) {
                regex.append(Pattern.quote(bound.get(symbol)));
            } else if (fresh.contains(symbol)) {
                regex.append("\\").append(fresh.indexOf(symbol) + 1);
            } else {
                fresh.add(symbol);
                regex.append(pattern(symbol));
            }
        }
        regex.append(Pattern.quote(expected.substring(end)));
        Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < fresh.size(); i++) {
            if (!fresh.get(i).equals("@signature") && !fresh.get(i).startsWith("\"@cdate")) {
                bound.put(fresh.get(i), matcher.group(i + 1));
            }
        }
        return true;
    }

    /** Whether two JSON texts are equal when the order in lists does not count. */
    boolean matchesUnordered(String expected, String actual) throws Exception {
        return canonical(MAPPER.readTree(fill(expected))).equals(canonical(MAPPER.readTree(actual)));
    }

    private static String pattern(String symbol) {
        if (symbol.startsWith("\"")) {
            return "(\\d+)";
        }
        return symbol.equals("@signature") ? "([A-Za-z0-9_-]{86})" : "([A-Za-z0-9_-]{22})";
    }

    private static String canonical(JsonNode node) {
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(canonical(element)));
            return elements.stream().sorted().collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return members.toString();
        }
        return node.toString();
    }
}
