package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.DeletionReader;
import io.discret.query.syntax.DeletionText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import java.util.ArrayList;
import java.util.List;

/** Check a deletion against a model (docs/protocol/11 §13.1). For use by one thread, once. */
final class DeletionCheck {
    private final DataModel model;
    private final SourceText source;
    private final VariableTable variables;

    private DeletionCheck(DataModel model, SourceText source) {
        this.model = model;
        this.source = source;
        this.variables = new VariableTable(source);
    }

    static Deletion check(DataModel model, String text) {
        SourceText source = new SourceText(text);
        return new DeletionCheck(model, source).deletion(DeletionReader.read(source));
    }

    private Deletion deletion(DeletionText text) {
        List<DeletionRow> rows = new ArrayList<>();
        text.entities().forEach(entity -> rows.add(row(entity)));
        return new Deletion(rows, variables.variables());
    }

    private DeletionRow row(DeletionText.Entity text) {
        Word alias = text.alias();
        if (alias != null && alias.text().startsWith("_")) {
            throw source.error(ErrorCode.RESERVED_NAME, "an alias must not start with an underscore", alias);
        }
        Entity entity = model.entity(source, text.name());
        declare(text.idVariable());
        List<EdgeReference> references = new ArrayList<>();
        for (DeletionText.Reference reference : text.references()) {
            Field field = arrayField(entity, reference.field());
            for (Word variable : reference.variables()) {
                declare(variable);
                references.add(new EdgeReference(field, variable.text()));
            }
        }
        return new DeletionRow(entity, text.idVariable().text(), references);
    }

    private void declare(Word variable) {
        variables.declare(variable, VariableType.Kind.BASE64, false);
    }

    private Field arrayField(Entity entity, Word name) {
        Field field = entity.field(name.text());
        if (field == null) {
            throw source.error(
                    ErrorCode.UNKNOWN_FIELD,
                    entity.name() + " has no field '" + name.text() + "'."
                            + Nearest.suggestion(name.text(), entity.fields().keySet()),
                    name);
        }
        if (!(field.type() instanceof FieldType.Relation relation) || !relation.many()) {
            throw source.error(
                    ErrorCode.NOT_AN_ARRAY_FIELD,
                    "'" + name.text() + "' is no array of relations; a single relation is removed by a mutation"
                            + " that sets it to null",
                    name);
        }
        return field;
    }
}
