package io.discret.query.syntax;

import static java.util.Objects.requireNonNull;

import io.discret.query.grammar.MutationLexer;
import io.discret.query.grammar.MutationParser;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Read the text of a mutation (docs/protocol/11 §2). Stateless. */
public final class MutationReader {
    private MutationReader() {}

    /**
     * Read a mutation.
     *
     * @throws io.discret.api.QuerySyntaxException when the text does not follow the grammar
     * @throws io.discret.api.DiscretException when it is too large or nests too deep
     */
    public static MutationText read(SourceText source) {
        MutationParser.MutationContext mutation =
                Tokens.parser(source, MutationLexer::new, MutationParser::new).mutation();
        Word name = mutation.NAME() == null ? null : Tokens.word(mutation.NAME().getSymbol());
        return new MutationText(
                name, mutation.entity().stream().map(MutationReader::entity).toList());
    }

    private static MutationText.Entity entity(MutationParser.EntityContext context) {
        return new MutationText.Entity(
                Tokens.optional(context.alias), Tokens.word(requireNonNull(context.target)), block(context.field()));
    }

    private static MutationText.Block block(List<MutationParser.FieldContext> fields) {
        return new MutationText.Block(fields.stream().map(MutationReader::field).toList());
    }

    private static MutationText.Field field(MutationParser.FieldContext context) {
        return new MutationText.Field(Tokens.word(context.NAME().getSymbol()), value(context.value()));
    }

    private static MutationText.FieldValue value(MutationParser.ValueContext context) {
        if (context.object() != null) {
            return new MutationText.One(block(context.object().field()));
        }
        if (context.array() != null) {
            return new MutationText.Many(context.array().object().stream()
                    .map(object -> block(object.field()))
                    .toList());
        }
        return new MutationText.Scalar(literal(context.literal().getStart()));
    }

    private static Atom literal(Token token) {
        return switch (token.getType()) {
            case MutationParser.VARIABLE -> new Atom(Atom.Kind.VARIABLE, Tokens.variable(token));
            case MutationParser.STRING -> Tokens.string(token);
            case MutationParser.FLOAT -> new Atom(Atom.Kind.FLOAT, Tokens.word(token));
            case MutationParser.INTEGER -> new Atom(Atom.Kind.INTEGER, Tokens.word(token));
            case MutationParser.BOOLEAN -> new Atom(Atom.Kind.BOOLEAN, Tokens.word(token));
            default -> new Atom(Atom.Kind.NULL, Tokens.word(token));
        };
    }
}
