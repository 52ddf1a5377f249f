package io.discret.query.syntax;

import static java.util.Objects.requireNonNull;

import io.discret.query.grammar.ModelLexer;
import io.discret.query.grammar.ModelParser;
import io.discret.spi.ScalarType;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Read the text of a data model (docs/protocol/10 §3). Stateless. */
public final class ModelReader {
    private ModelReader() {}

    /**
     * Read a model.
     *
     * @throws io.discret.api.QuerySyntaxException when the text does not follow the grammar
     * @throws io.discret.api.DiscretException when it is too large or nests too deep
     */
    public static ModelText read(SourceText source) {
        ModelParser parser = Tokens.parser(source, ModelLexer::new, ModelParser::new);
        return new ModelText(
                parser.model().namespace().stream().map(ModelReader::namespace).toList());
    }

    private static ModelText.Namespace namespace(ModelParser.NamespaceContext context) {
        String name = context.NAME() == null ? "" : context.NAME().getText();
        return new ModelText.Namespace(
                name, context.entity().stream().map(ModelReader::entity).toList());
    }

    private static ModelText.Entity entity(ModelParser.EntityContext context) {
        boolean fullText = context.parameters() == null
                || context.parameters().NO_FULL_TEXT().isEmpty();
        List<ModelText.Entry> entries =
                context.entry().stream().map(ModelReader::entry).toList();
        return new ModelText.Entity(
                context.DEPRECATED() != null,
                Tokens.word(requireNonNull(context.NAME()).getSymbol()),
                fullText,
                entries);
    }

    private static ModelText.Entry entry(ModelParser.EntryContext context) {
        if (context.index() != null) {
            List<Word> fields = context.index().name().stream()
                    .map(name -> Tokens.word(name.getStart()))
                    .toList();
            return new ModelText.Index(new Word("index", context.getStart().getStartIndex()), fields);
        }
        ModelParser.FieldContext field = requireNonNull(context.field());
        Word name = Tokens.word(field.name().getStart());
        boolean deprecated = field.DEPRECATED() != null;
        ModelParser.TypeContext type = field.type();
        if (type instanceof ModelParser.ArrayContext array) {
            ModelText.Relation relation =
                    new ModelText.Relation(Tokens.word(array.QNAME().getSymbol()), true);
            return new ModelText.Field(deprecated, name, relation, array.NULLABLE() != null);
        }
        if (type instanceof ModelParser.SingleContext single) {
            ModelText.Relation relation =
                    new ModelText.Relation(Tokens.word(single.QNAME().getSymbol()), false);
            return new ModelText.Field(deprecated, name, relation, single.NULLABLE() != null);
        }
        ModelParser.ScalarContext scalar = (ModelParser.ScalarContext) type;
        ScalarType scalarType = ScalarType.valueOf(scalar.SCALAR().getText().toUpperCase(Locale.ROOT));
        Atom defaultValue =
                scalar.literal() == null ? null : literal(scalar.literal().getStart());
        return new ModelText.Field(
                deprecated, name, new ModelText.Scalar(scalarType, defaultValue), scalar.NULLABLE() != null);
    }

    private static Atom literal(Token token) {
        return switch (token.getType()) {
            case ModelParser.STRING -> Tokens.string(token);
            case ModelParser.FLOAT -> new Atom(Atom.Kind.FLOAT, Tokens.word(token));
            case ModelParser.INTEGER -> new Atom(Atom.Kind.INTEGER, Tokens.word(token));
            default -> new Atom(Atom.Kind.BOOLEAN, Tokens.word(token));
        };
    }
}
