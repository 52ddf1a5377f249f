package io.discret.query.syntax;

import static java.util.Objects.requireNonNull;

import io.discret.api.ErrorCode;
import io.discret.query.grammar.QueryLexer;
import io.discret.query.grammar.QueryParser;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Read the text of a query (docs/protocol/12 §2). For use by one thread, once. */
public final class QueryReader {
    private static final Map<String, Expression.Function> FUNCTIONS = Map.of(
            "avg", Expression.Function.AVG,
            "count", Expression.Function.COUNT,
            "max", Expression.Function.MAX,
            "min", Expression.Function.MIN,
            "sum", Expression.Function.SUM);

    private static final Map<String, QueryPlan.Operator> OPERATORS = Map.of(
            "=", QueryPlan.Operator.EQUAL,
            "!=", QueryPlan.Operator.NOT_EQUAL,
            "<", QueryPlan.Operator.LESS,
            "<=", QueryPlan.Operator.LESS_OR_EQUAL,
            ">", QueryPlan.Operator.GREATER,
            ">=", QueryPlan.Operator.GREATER_OR_EQUAL);

    private final SourceText source;

    private QueryReader(SourceText source) {
        this.source = source;
    }

    /**
     * Read a query.
     *
     * @throws io.discret.api.QuerySyntaxException when the text does not follow the grammar
     * @throws io.discret.api.DiscretException when it is too large or nests too deep
     */
    public static QueryText read(SourceText source) {
        QueryParser.QueryContext query =
                Tokens.parser(source, QueryLexer::new, QueryParser::new).query();
        QueryReader reader = new QueryReader(source);
        Word name = query.NAME() == null ? null : Tokens.word(query.NAME().getSymbol());
        return new QueryText(
                name, query.selection().stream().map(reader::selection).toList());
    }

    private QueryText.Selection selection(QueryParser.SelectionContext context) {
        List<QueryText.Parameter> parameters = context.parameters() == null
                ? List.of()
                : context.parameters().parameter().stream().map(this::parameter).toList();
        return new QueryText.Selection(
                Tokens.optional(context.alias),
                Tokens.word(requireNonNull(context.target)),
                parameters,
                context.field().stream().map(this::field).toList());
    }

    private QueryText.Field field(QueryParser.FieldContext context) {
        if (context instanceof QueryParser.NestedContext nested) {
            return new QueryText.Nested(selection(nested.selection()));
        }
        if (context instanceof QueryParser.PathContext path) {
            return new QueryText.PathField(
                    simple(requireNonNull(path.alias)), path(path.JSON_PATH().getSymbol()));
        }
        if (context instanceof QueryParser.AggregateContext aggregate) {
            return aggregate(aggregate);
        }
        QueryParser.PlainContext plain = (QueryParser.PlainContext) context;
        return new QueryText.Plain(
                plain.alias == null ? null : simple(plain.alias), simple(requireNonNull(plain.target)));
    }

    private QueryText.Field aggregate(QueryParser.AggregateContext context) {
        Token called = requireNonNull(context.function);
        Expression.Function function = FUNCTIONS.get(called.getText());
        boolean counts = function == Expression.Function.COUNT;
        if (function == null || counts != (context.name() == null)) {
            throw source.error(
                    ErrorCode.SYNTAX,
                    "expected count() or one of avg, max, min, sum of a field",
                    called.getStartIndex());
        }
        return new QueryText.AggregateField(
                simple(requireNonNull(context.alias)), function, counts ? null : name(context.name()));
    }

    private QueryText.Parameter parameter(QueryParser.ParameterContext context) {
        if (context instanceof QueryParser.SearchContext search) {
            TerminalNode variable = search.VARIABLE();
            return new QueryText.Search(atom(variable == null ? search.STRING().getSymbol() : variable.getSymbol()));
        }
        if (context instanceof QueryParser.OrderByContext orderBy) {
            return new QueryText.OrderBy(
                    orderBy.order().stream().map(this::order).toList());
        }
        if (context instanceof QueryParser.FirstContext first) {
            return new QueryText.First(atom(first.count().getStart()));
        }
        if (context instanceof QueryParser.SkipContext skip) {
            return new QueryText.Skip(atom(skip.count().getStart()));
        }
        if (context instanceof QueryParser.PageContext page) {
            return new QueryText.Page(
                    new Word("page", page.getStart().getStartIndex()),
                    page.AFTER() != null,
                    page.bound().stream().map(bound -> atom(bound.getStart())).toList());
        }
        if (context instanceof QueryParser.NullableContext nullable) {
            return new QueryText.MayBeEmpty(nullable.NAME().stream()
                    .map(name -> Tokens.word(name.getSymbol()))
                    .toList());
        }
        return filter(context);
    }

    private static QueryText.Parameter filter(QueryParser.ParameterContext context) {
        if (context instanceof QueryParser.PathFilterContext filter) {
            return new QueryText.PathFilter(
                    path(filter.JSON_PATH().getSymbol()),
                    operator(filter.OPERATOR()),
                    atom(filter.value().getStart()));
        }
        QueryParser.FilterContext filter = (QueryParser.FilterContext) context;
        return new QueryText.Filter(
                name(filter.name()),
                operator(filter.OPERATOR()),
                atom(filter.value().getStart()));
    }

    private QueryText.Order order(QueryParser.OrderContext context) {
        Token direction = requireNonNull(context.direction);
        boolean descending = direction.getText().equalsIgnoreCase("desc");
        if (!descending && !direction.getText().equalsIgnoreCase("asc")) {
            throw source.error(ErrorCode.SYNTAX, "expected asc or desc", direction.getStartIndex());
        }
        return new QueryText.Order(Tokens.word(requireNonNull(context.target)), descending);
    }

    private static QueryPlan.Operator operator(TerminalNode node) {
        return requireNonNull(OPERATORS.get(node.getText()));
    }

    /** The keywords {@code first } and {@code skip } include one space, as names of fields they have none. */
    private static Word name(QueryParser.NameContext context) {
        Token token = context.getStart();
        return new Word(token.getText().stripTrailing(), token.getStartIndex());
    }

    private Word simple(Token token) {
        if (token.getText().indexOf('.') >= 0) {
            throw source.error(ErrorCode.SYNTAX, "a name without dots is expected here", token.getStartIndex());
        }
        return Tokens.word(token);
    }

    private static Atom atom(Token token) {
        return switch (token.getType()) {
            case QueryParser.VARIABLE -> new Atom(Atom.Kind.VARIABLE, Tokens.variable(token));
            case QueryParser.STRING -> Tokens.string(token);
            case QueryParser.FLOAT -> new Atom(Atom.Kind.FLOAT, Tokens.word(token));
            case QueryParser.INTEGER -> new Atom(Atom.Kind.INTEGER, Tokens.word(token));
            case QueryParser.BOOLEAN -> new Atom(Atom.Kind.BOOLEAN, Tokens.word(token));
            default -> new Atom(Atom.Kind.NULL, Tokens.word(token));
        };
    }

    private static QueryText.Path path(Token token) {
        String text = token.getText();
        int arrow = text.indexOf("->");
        Word field = new Word(text.substring(0, arrow), token.getStartIndex());
        return new QueryText.Path(field, JsonPaths.steps(text.substring(arrow + 2)));
    }
}
