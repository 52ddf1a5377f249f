package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.Atom;
import io.discret.query.syntax.QueryText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Check and plan search, order and paging of one selection (docs/protocol/12 §8, §9). For use by one thread, once. */
final class SelectionPaging {
    private final SourceText source;
    private final QueryNames names;
    private final VariableTable variables;
    private final QueryLiterals queryLiterals;
    private final Literals literals;
    private final Entity entity;
    private final SelectionOutputs outputs;

    private final List<QueryNames.Scalar> keys = new ArrayList<>();
    private final List<QueryPlan.SortKey> order = new ArrayList<>();
    private @Nullable Operand search;
    private @Nullable Operand first;
    private @Nullable Operand skip;
    private QueryText.@Nullable Page after;
    private QueryText.@Nullable Page before;
    private QueryPlan.@Nullable Page page;

    SelectionPaging(
            SourceText source, QueryNames names, VariableTable variables, Entity entity, SelectionOutputs outputs) {
        this.source = source;
        this.names = names;
        this.variables = variables;
        this.queryLiterals = new QueryLiterals(source);
        this.literals = new Literals(source);
        this.entity = entity;
        this.outputs = outputs;
    }

    /** Take one parameter; of repeated ones the last counts, sort keys add up. */
    void read(QueryText.Parameter parameter) {
        if (parameter instanceof QueryText.Search text) {
            search = search(text.value());
        } else if (parameter instanceof QueryText.OrderBy text) {
            text.items().forEach(this::addKey);
        } else if (parameter instanceof QueryText.First text) {
            first = count(text.count());
        } else if (parameter instanceof QueryText.Skip text) {
            skip = count(text.count());
        } else if (parameter instanceof QueryText.Page text) {
            if (text.after()) {
                after = text;
            } else {
                before = text;
            }
        }
    }

    /** Check what only the whole shows. */
    void check(Word place) {
        if (search != null && !order.isEmpty()) {
            throw source.error(ErrorCode.SEARCH_WITH_ORDER, "a search is ordered by rank; leave order_by out", place);
        }
        if (after != null && before != null) {
            throw source.error(ErrorCode.BEFORE_AND_AFTER, "use after or before, not both", before.place());
        }
        QueryText.Page text = after == null ? before : after;
        if (text != null) {
            page = page(text);
        }
    }

    private QueryPlan.Page page(QueryText.Page text) {
        if (search != null) {
            throw source.error(
                    ErrorCode.SEARCH_WITH_PAGING, "a search is paged with first and skip only", text.place());
        }
        if (text.bounds().size() > keys.size()) {
            throw source.error(
                    ErrorCode.PAGING_LONGER_THAN_ORDER,
                    "there are more bounds than sort keys; give one order_by field a bound",
                    text.place());
        }
        List<Operand> bounds = new ArrayList<>();
        for (int i = 0; i < text.bounds().size(); i++) {
            bounds.add(bound(keys.get(i), text.bounds().get(i)));
        }
        return new QueryPlan.Page(text.after(), bounds);
    }

    private Operand bound(QueryNames.Scalar key, Atom atom) {
        return atom.kind() == Atom.Kind.VARIABLE
                ? variables.declare(atom.word(), key.kind(), false)
                : new Operand.Literal(queryLiterals.typed(key, atom, ErrorCode.PAGING_TYPE));
    }

    private void addKey(QueryText.Order item) {
        Word name = item.name();
        QueryNames.Named named = names.find(entity, name.text());
        if (named == null && outputs.output(name.text()) instanceof QueryNames.Scalar output) {
            named = SelectionOutputs.asOutput(output);
        } else if (named == null) {
            named = outputs.output(name.text());
        }
        if (named == null) {
            throw names.unknown(ErrorCode.UNKNOWN_ORDER_FIELD, entity, name);
        }
        if (!(named instanceof QueryNames.Scalar scalar)) {
            throw source.error(
                    ErrorCode.ORDER_BY_REFERENCE, "rows cannot be ordered by the relation '" + name.text() + "'", name);
        }
        keys.add(scalar);
        order.add(new QueryPlan.SortKey(scalar.expression(), item.descending()));
    }

    private Operand search(Atom value) {
        return value.kind() == Atom.Kind.VARIABLE
                ? variables.declare(value.word(), VariableType.Kind.STRING, false)
                : new Operand.Literal(literals.text(value));
    }

    /** A literal 0 means no limit, and nothing to skip; a variable bound to 0 means what it says (12 §8.2). */
    private @Nullable Operand count(Atom count) {
        if (count.kind() == Atom.Kind.VARIABLE) {
            return variables.declare(count.word(), VariableType.Kind.INTEGER, false);
        }
        return literals.integer(count).value() == 0 ? null : new Operand.Literal(literals.integer(count));
    }

    @Nullable
    Operand search() {
        return search;
    }

    List<QueryPlan.SortKey> order() {
        return order;
    }

    QueryPlan.@Nullable Page page() {
        return page;
    }

    @Nullable
    Operand first() {
        return first;
    }

    @Nullable
    Operand skip() {
        return skip;
    }
}
