package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.QueryReader;
import io.discret.query.syntax.QueryText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.QueryPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Check a query against a model and plan it (docs/protocol/12). For use by one thread, once. */
final class QueryCheck {
    private final DataModel model;
    private final SourceText source;
    private final VariableTable variables;
    private final QueryNames names;

    private QueryCheck(DataModel model, SourceText source) {
        this.model = model;
        this.source = source;
        this.variables = new VariableTable(source);
        this.names = new QueryNames(model, source);
    }

    static Query check(DataModel model, String text) {
        SourceText source = new SourceText(text);
        return new QueryCheck(model, source).query(QueryReader.read(source));
    }

    private Query query(QueryText text) {
        List<QueryPlan.Root> roots = new ArrayList<>();
        Set<String> outputs = new HashSet<>();
        for (QueryText.Selection selection : text.selections()) {
            Word output = selection.outputName();
            if (selection.alias() != null && output.text().startsWith("_")) {
                throw source.error(ErrorCode.RESERVED_NAME, "an alias must not start with an underscore", output);
            }
            Entity entity = model.entity(source, selection.name());
            QueryPlan.Selection planned = selection(entity, selection);
            if (selection.alias() != null && model.find(output.text()) != null) {
                throw source.error(
                        ErrorCode.ALIAS_IS_ENTITY,
                        "'" + output.text() + "' is the name of an entity; choose another alias",
                        output);
            }
            if (!outputs.add(output.text())) {
                throw source.error(
                        ErrorCode.DUPLICATE_NAME, "'" + output.text() + "' is there twice; give one an alias", output);
            }
            roots.add(new QueryPlan.Root(output.text(), planned));
        }
        return new Query(new QueryPlan(roots), variables.variables());
    }

    private QueryPlan.Selection selection(Entity entity, QueryText.Selection text) {
        SelectionOutputs outputs = new SelectionOutputs(source, names, entity, this::selection);
        outputs.read(text);
        SelectionFilters filters = new SelectionFilters(source, names, variables, entity, outputs);
        SelectionPaging paging = new SelectionPaging(source, names, variables, entity, outputs);
        text.parameters().forEach(filters::read);
        text.parameters().forEach(paging::read);
        paging.check(text.name());
        return new QueryPlan.Selection(
                entity.shortName(),
                outputs.planned(),
                filters.where(),
                filters.having(),
                paging.search(),
                paging.order(),
                paging.page(),
                paging.first(),
                paging.skip(),
                outputs.aggregate(),
                outputs.groupBy());
    }
}
