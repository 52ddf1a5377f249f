package io.discret.query.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Say what the text of a deletion asks for (docs/protocol/11 §13.1). Immutable. */
public record DeletionText(@Nullable Word name, List<Entity> entities) {
    public DeletionText {
        entities = List.copyOf(entities);
    }

    /** One item. */
    public record Entity(@Nullable Word alias, Word name, Word idVariable, List<Reference> references) {
        public Entity {
            references = List.copyOf(references);
        }
    }

    /** Edges of one field. */
    public record Reference(Word field, List<Word> variables) {
        public Reference {
            variables = List.copyOf(variables);
        }
    }
}
