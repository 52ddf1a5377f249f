package io.discret.query.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Say what the text of a mutation asks for (docs/protocol/11 §2). Immutable. */
public record MutationText(@Nullable Word name, List<Entity> entities) {
    public MutationText {
        entities = List.copyOf(entities);
    }

    /** A top-level object. */
    public record Entity(@Nullable Word alias, Word name, Block block) {}

    /** What stands between braces. */
    public record Block(List<Field> fields) {
        public Block {
            fields = List.copyOf(fields);
        }
    }

    /** A field and its value. */
    public record Field(Word name, FieldValue value) {}

    /** A value. */
    public sealed interface FieldValue {}

    /** A literal or a variable. */
    public record Scalar(Atom atom) implements FieldValue {}

    /** An object of a single relation. */
    public record One(Block block) implements FieldValue {}

    /** The objects of an array relation. */
    public record Many(List<Block> blocks) implements FieldValue {
        public Many {
            blocks = List.copyOf(blocks);
        }
    }
}
