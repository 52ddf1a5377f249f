package io.discret.query.syntax;

import io.discret.spi.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Say what the text of a data model declares (docs/protocol/10 §3). Immutable. */
public record ModelText(List<Namespace> namespaces) {
    public ModelText {
        namespaces = List.copyOf(namespaces);
    }

    /**
     * One block.
     *
     * @param name as written; empty for the default namespace
     */
    public record Namespace(String name, List<Entity> entities) {
        public Namespace {
            entities = List.copyOf(entities);
        }
    }

    /** One entity. */
    public record Entity(boolean deprecated, Word name, boolean fullText, List<Entry> entries) {
        public Entity {
            entries = List.copyOf(entries);
        }
    }

    /** A field or an index. */
    public sealed interface Entry {}

    /** An index over fields. */
    public record Index(Word place, List<Word> fields) implements Entry {
        public Index {
            fields = List.copyOf(fields);
        }
    }

    /** A field. */
    public record Field(boolean deprecated, Word name, Type type, boolean nullable) implements Entry {}

    /** The type of a field. */
    public sealed interface Type {}

    /** A scalar. */
    public record Scalar(ScalarType type, @Nullable Atom defaultValue) implements Type {}

    /** A relation. */
    public record Relation(Word target, boolean many) implements Type {}
}
