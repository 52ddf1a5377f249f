package io.discret.query.syntax;

import static java.util.Objects.requireNonNull;

import io.discret.query.grammar.DeletionLexer;
import io.discret.query.grammar.DeletionParser;

/** Read the text of a deletion (docs/protocol/11 §13.1). Stateless. */
public final class DeletionReader {
    private DeletionReader() {}

    /**
     * Read a deletion.
     *
     * @throws io.discret.api.QuerySyntaxException when the text does not follow the grammar
     * @throws io.discret.api.DiscretException when it is too large or nests too deep
     */
    public static DeletionText read(SourceText source) {
        DeletionParser.DeletionContext deletion =
                Tokens.parser(source, DeletionLexer::new, DeletionParser::new).deletion();
        Word name = deletion.NAME() == null ? null : Tokens.word(deletion.NAME().getSymbol());
        return new DeletionText(
                name, deletion.entity().stream().map(DeletionReader::entity).toList());
    }

    private static DeletionText.Entity entity(DeletionParser.EntityContext context) {
        return new DeletionText.Entity(
                Tokens.optional(context.alias),
                Tokens.word(requireNonNull(context.target)),
                Tokens.variable(context.VARIABLE().getSymbol()),
                context.reference().stream().map(DeletionReader::reference).toList());
    }

    private static DeletionText.Reference reference(DeletionParser.ReferenceContext context) {
        return new DeletionText.Reference(
                Tokens.word(context.NAME().getSymbol()),
                context.VARIABLE().stream()
                        .map(variable -> Tokens.variable(variable.getSymbol()))
                        .toList());
    }
}
