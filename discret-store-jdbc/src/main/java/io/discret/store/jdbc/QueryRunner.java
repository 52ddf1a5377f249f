package io.discret.store.jdbc;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.RowCursor;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compile plans once, run them, and explain them. Used by one thread at a time. */
final class QueryRunner {
    /** As many as the reference keeps parsed (docs/protocol/12 §15). */
    private static final int CACHED_PLANS = 128;

    private final Session session;
    private final Map<Same, Compiled> cache = new LinkedHashMap<>(16, 0.75f, true);

    QueryRunner(Session session) {
        this.session = session;
    }

    /** Plans are compared by identity: the engine keeps them, and comparing them member by member costs more than a query. */
    @SuppressWarnings("ReferenceEquality")
    private record Same(QueryPlan plan) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same same && same.plan == plan;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(plan);
        }
    }

    private record Compiled(List<CompiledSelection> selections, Set<String> variables) {}

    String run(QueryPlan plan, Map<String, Value> variables) {
        Compiled compiled = complete(plan, variables);
        QueryRun run = new QueryRun(session, variables);
        StringBuilder out = run.out();
        out.append("{\n");
        for (int i = 0; i < compiled.selections().size(); i++) {
            out.append(i == 0 ? "" : ",\n")
                    .append(MemberList.head(plan.selections().get(i).name()));
            run.select(compiled.selections().get(i));
        }
        return out.append("\n}").toString();
    }

    RowCursor rows(QueryPlan plan, Map<String, Value> variables) {
        Compiled compiled = complete(plan, variables);
        if (compiled.selections().size() != 1) {
            throw new IllegalArgumentException("A cursor reads one selection.");
        }
        return new QueryRun(session, variables).cursor(compiled.selections().get(0));
    }

    /** The plan ready to run; every variable has a value. */
    private Compiled complete(QueryPlan plan, Map<String, Value> variables) {
        Compiled compiled = compiled(plan);
        for (String name : compiled.variables()) {
            if (!variables.containsKey(name)) {
                throw new DiscretException(
                        ErrorCode.MISSING_PARAMETER,
                        "The variable $" + name + " has no value; add it to the parameters.");
            }
        }
        return compiled;
    }

    String explain(QueryPlan plan) {
        StringBuilder out = new StringBuilder();
        Compiled compiled = compiled(plan);
        for (int i = 0; i < compiled.selections().size(); i++) {
            explain(out, plan.selections().get(i).name(), compiled.selections().get(i), "");
        }
        return out.toString();
    }

    private void explain(StringBuilder out, String name, CompiledSelection selection, String indent) {
        out.append(indent).append(name).append(": ").append(selection.sql()).append('\n');
        for (String line : session.explain(selection.sql())) {
            out.append(indent).append("    ").append(line).append('\n');
        }
        for (Member member : selection.members()) {
            if (member instanceof Member.Nested nested) {
                explain(out, nested.name(), nested.child(), indent + "  ");
            }
        }
    }

    private Compiled compiled(QueryPlan plan) {
        Compiled known = cache.get(new Same(plan));
        if (known != null) {
            return known;
        }
        List<CompiledSelection> selections = new ArrayList<>();
        Set<String> variables = new LinkedHashSet<>();
        for (QueryPlan.Root root : plan.selections()) {
            CompiledSelection selection = new SelectionCompiler(session.dialect()).compile(root.selection(), null);
            collect(selection, variables);
            selections.add(selection);
        }
        Compiled compiled = new Compiled(List.copyOf(selections), variables);
        cache.put(new Same(plan), compiled);
        if (cache.size() > CACHED_PLANS) {
            var eldest = cache.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return compiled;
    }

    private static void collect(CompiledSelection selection, Set<String> variables) {
        for (Argument argument : selection.arguments()) {
            if (argument instanceof Argument.Given given) {
                collect(given.operand(), variables);
            } else if (argument instanceof Argument.Search search) {
                collect(search.operand(), variables);
            }
        }
        collect(selection.bounds().first(), variables);
        collect(selection.bounds().skip(), variables);
        for (Member member : selection.members()) {
            if (member instanceof Member.Nested nested) {
                collect(nested.child(), variables);
            }
        }
    }

    private static void collect(@Nullable Operand operand, Set<String> variables) {
        if (operand instanceof Operand.Variable variable) {
            variables.add(variable.name());
        }
    }
}
