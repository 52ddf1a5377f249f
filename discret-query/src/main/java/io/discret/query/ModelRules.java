package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.api.ModelConflictException;
import java.util.Map;
import java.util.Objects;

/** Check that a new model continues the old one (docs/protocol/10 §8.2). Stateless. */
final class ModelRules {
    private ModelRules() {}

    /**
     * Compare.
     *
     * @throws ModelConflictException for the first broken rule in the order of the old text
     */
    static void check(DeclaredModel old, DeclaredModel changed) {
        old.namespaces().forEach((namespace, number) -> checkNamespace(namespace, number, changed));
        old.entities().values().forEach(entity -> checkEntity(entity, changed.entities()));
    }

    private static void checkNamespace(String namespace, int number, DeclaredModel changed) {
        Integer now = changed.namespaces().get(namespace);
        if (now == null) {
            throw conflict(ErrorCode.NAMESPACE_REMOVED, "The namespace '" + namespace + "' is missing; keep it.");
        }
        if (now != number) {
            throw conflict(
                    ErrorCode.NAMESPACE_ORDER_CHANGED,
                    "The namespace '" + namespace + "' must stay number " + number + "; add new ones at the end.");
        }
    }

    private static void checkEntity(Entity old, Map<String, Entity> entities) {
        Entity changed = entities.get(old.name());
        if (changed == null) {
            throw conflict(
                    ErrorCode.ENTITY_REMOVED,
                    "The entity '" + old.name() + "' is missing; keep it, marked @deprecated.");
        }
        if (!changed.shortName().equals(old.shortName())) {
            throw conflict(
                    ErrorCode.ENTITY_ORDER_CHANGED,
                    "The entity '" + old.name() + "' must keep its place; add new entities at the end.");
        }
        old.fields().values().forEach(field -> checkField(old.name() + "." + field.name(), field, changed));
        changed.fields().values().stream()
                .filter(field -> old.field(field.name()) == null)
                .forEach(field -> checkNewField(old.name() + "." + field.name(), field));
    }

    private static void checkField(String name, Field old, Entity entity) {
        Field changed = entity.field(old.name());
        if (changed == null) {
            throw conflict(
                    ErrorCode.FIELD_REMOVED, "The field '" + name + "' is missing; keep it, marked @deprecated.");
        }
        if (!changed.shortName().equals(old.shortName())) {
            throw conflict(
                    ErrorCode.FIELD_ORDER_CHANGED,
                    "The field '" + name + "' must keep its place; add new fields at the end.");
        }
        // A relation keeps the target as it was written, letter by letter.
        if (!Objects.equals(changed.type(), old.type())) {
            throw conflict(ErrorCode.FIELD_TYPE_CHANGED, "The field '" + name + "' must keep its type.");
        }
        if (!old.isRelation() && old.nullable() && !changed.nullable() && changed.defaultValue() == null) {
            throw conflict(
                    ErrorCode.DEFAULT_REQUIRED,
                    "The field '" + name + "' was nullable: rows without it exist, so it needs a default.");
        }
    }

    private static void checkNewField(String name, Field field) {
        if (!field.isRelation() && !field.nullable() && field.defaultValue() == null) {
            throw conflict(
                    ErrorCode.DEFAULT_REQUIRED,
                    "The new field '" + name + "' must be nullable or have a default: rows without it exist.");
        }
    }

    private static ModelConflictException conflict(ErrorCode code, String message) {
        return new ModelConflictException(code, message);
    }
}
