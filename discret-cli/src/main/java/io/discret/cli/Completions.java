package io.discret.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows which words may follow a text of the languages that is being typed. Follows braces, brackets and relations; what
 * it does not understand it completes with nothing. Stateless.
 */
final class Completions {
    private static final List<String> PARAMETERS =
            List.of("order_by(", "first ", "skip ", "before(", "after(", "search(", "nullable(");
    private static final List<String> AGGREGATES = List.of("count()", "avg(", "max(", "min(", "sum(");
    private static final Set<String> FUNCTIONS =
            Set.of("order_by", "before", "after", "search", "nullable", "avg", "max", "min", "sum", "count");
    private static final List<String> DIRECTIONS = List.of("asc", "desc");

    private final ModelNames model;
    private final Deque<Place> places = new ArrayDeque<>();
    private String name = "";
    private String previous = "";

    private Completions(ModelNames model) {
        this.model = model;
    }

    /** Where a word is typed. */
    private sealed interface Place {}

    /** Between the outermost braces: entities. */
    private record Root() implements Place {}

    /** Between the braces of an entity, or the brackets of a relation to it. */
    private record Body(ModelNames.@Nullable Entity entity) implements Place {}

    /**
     * Between parentheses.
     *
     * @param function empty for the parameters of a selection
     * @param before the name before the parentheses, which counts again behind them
     */
    private record Parentheses(ModelNames.@Nullable Entity entity, String function, String before) implements Place {}

    /** Letters, digits and what else stands in a name that is completed as a whole. */
    static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$' || c == '/';
    }

    /**
     * The words that may stand at the end of a text.
     *
     * @param before the text up to the word that is being typed
     */
    static List<String> after(ModelNames model, String before) {
        Tokens tokens = Tokens.of(before);
        if (tokens.openString() || tokens.openComment()) {
            return List.of();
        }
        Optional<Statement> statement = Statement.of(before);
        Completions completions = new Completions(model);
        tokens.list().forEach(completions::follow);
        if (completions.places.isEmpty()) {
            return before.isBlank() ? starts() : List.of();
        }
        return completions.words(statement.map(Statement::language).orElse(Statement.Language.QUERY));
    }

    private static List<String> starts() {
        List<String> starts = new ArrayList<>();
        Stream.of(Statement.Language.values()).forEach(language -> starts.add(language.keyword() + " { "));
        starts.add("explain query { ");
        starts.addAll(QueryShell.COMMANDS);
        return starts;
    }

    private void follow(String token) {
        switch (token) {
            case "{" -> places.push(places.isEmpty() ? new Root() : new Body(opened()));
            case "[" -> places.push(new Body(opened()));
            case "(" -> places.push(parentheses());
            case "}", "]" -> {
                places.poll();
                name = "";
            }
            case ")" -> {
                if (places.poll() instanceof Parentheses closed) {
                    name = closed.before();
                }
            }
            default -> {
                if (isNamePart(token.charAt(0))) {
                    name = token;
                }
            }
        }
        previous = token;
    }

    /** The entity between braces, brackets or parentheses that open now, behind {@link #name}. */
    private ModelNames.@Nullable Entity opened() {
        Place place = places.peek();
        if (place instanceof Root) {
            return model.find(name);
        }
        if (!(place instanceof Body body) || body.entity() == null) {
            return null;
        }
        // The braces of an element of an array belong to the entity of the brackets.
        if (previous.equals("[") || previous.equals(",")) {
            return body.entity();
        }
        ModelNames.Field field = body.entity().field(name);
        return field == null || field.target() == null ? null : model.find(field.target());
    }

    private Parentheses parentheses() {
        Place place = places.peek();
        if (place instanceof Parentheses outer) {
            return new Parentheses(outer.entity(), name, name);
        }
        if (place instanceof Body body && FUNCTIONS.contains(name) && previous.equals(name)) {
            ModelNames.Entity entity = body.entity();
            if (entity != null && entity.field(name) == null) {
                return new Parentheses(entity, name, name);
            }
        }
        return new Parentheses(opened(), "", name);
    }

    private List<String> words(Statement.Language language) {
        Place place = places.peek();
        if (place instanceof Root) {
            return List.copyOf(model.entities().keySet());
        }
        if (place instanceof Body body) {
            return body.entity() == null ? List.of() : inBody(body.entity(), language);
        }
        return place instanceof Parentheses inside && inside.entity() != null
                ? inParentheses(inside.entity(), inside.function())
                : List.of();
    }

    private List<String> inBody(ModelNames.Entity entity, Statement.Language language) {
        return switch (language) {
            case QUERY -> join(fields(entity, false), previous.equals(":") ? AGGREGATES : List.of());
            case MUTATION ->
                previous.equals(":")
                        ? List.of()
                        : Stream.concat(entity.fields().keySet().stream(), ModelNames.SETTABLE.stream())
                                .map(field -> field + ": ")
                                .toList();
            case DELETION ->
                fields(entity, true).stream()
                        .filter(entity.fields()::containsKey)
                        .map(field -> field + "[")
                        .toList();
        };
    }

    private List<String> inParentheses(ModelNames.Entity entity, String function) {
        return switch (function) {
            case "" -> join(PARAMETERS, fields(entity, false));
            case "order_by" -> isName(previous) && !previous.equals(function) ? DIRECTIONS : fields(entity, false);
            case "nullable" -> fields(entity, true);
            case "avg", "max", "min", "sum" -> fields(entity, false);
            default -> List.of();
        };
    }

    private static boolean isName(String token) {
        return isNamePart(token.charAt(0));
    }

    private static List<String> fields(ModelNames.Entity entity, boolean relationsOnly) {
        return Stream.of(entity.fields(), ModelNames.SYSTEM_FIELDS)
                .map(Map::values)
                .flatMap(fields -> fields.stream())
                .filter(field -> !relationsOnly || field.target() != null)
                .map(ModelNames.Field::name)
                .toList();
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
