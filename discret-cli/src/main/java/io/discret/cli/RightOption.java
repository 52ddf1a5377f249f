package io.discret.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What users may do with the rows of an entity, as it is typed: {@code ENTITY=self}.
 *
 * @param entity canonical name, or {@code *} for every entity without a right of its own
 */
record RightOption(String entity, Level level) {
    /** What may be written; everybody in a room reads everything. */
    enum Level {
        NONE,
        SELF,
        ALL
    }

    boolean self() {
        return level != Level.NONE;
    }

    boolean all() {
        return level == Level.ALL;
    }

    /**
     * Refuse a name the model does not have: a right on it would be stored and grant nothing (docs/protocol/30 R11).
     *
     * @return the same right under the canonical name
     */
    RightOption checked(ModelNames model) {
        if (entity.equals("*")) {
            return this;
        }
        ModelNames.Entity found = model.find(entity);
        if (found == null) {
            throw new Failure("The model has no entity '" + entity + "'; did you mean '"
                    + Nearest.to(entity, model.entities().keySet()) + "'?");
        }
        return new RightOption(found.name(), level);
    }

    /** Writes the right as an element of {@code rights}. */
    void write(MutationText text) {
        text.add("{")
                .field("entity", entity)
                .field("mutate_self", self())
                .field("mutate_all", all())
                .add("}");
    }

    /** Reads what was typed. */
    static final class Converter implements ITypeConverter<RightOption> {
        @Override
        public RightOption convert(String text) {
            int sign = text.indexOf('=');
            if (sign > 0) {
                for (Level level : Level.values()) {
                    if (level.name().equalsIgnoreCase(text.substring(sign + 1))) {
                        return new RightOption(text.substring(0, sign), level);
                    }
                }
            }
            throw new TypeConversionException(
                    "write ENTITY=none, ENTITY=self or ENTITY=all; * stands for every entity");
        }
    }
}
