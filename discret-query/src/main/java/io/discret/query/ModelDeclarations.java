package io.discret.query;

import static java.util.Objects.requireNonNull;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.ModelReader;
import io.discret.query.syntax.ModelText;
import io.discret.query.syntax.SourceText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Check the declarations of one model text and number them (docs/protocol/10 §4, §7.1).
 *
 * <p>For use by one thread, once.
 */
final class ModelDeclarations {
    private static final int FIRST_USER_NAMESPACE = 1;

    private final SourceText source;
    private final boolean system;
    private final EntityDeclaration declaration;
    private final Map<String, Integer> namespaces = new LinkedHashMap<>();
    private final Map<String, Integer> entityCounts = new LinkedHashMap<>();
    private final Map<String, Entity> entities = new LinkedHashMap<>();

    private ModelDeclarations(SourceText source, boolean system) {
        this.source = source;
        this.system = system;
        this.declaration = new EntityDeclaration(source);
    }

    /** Read the text of an application. */
    static DeclaredModel user(String text) {
        return new ModelDeclarations(new SourceText(text), false).declared();
    }

    /** Read the text built in. */
    static DeclaredModel system(String text) {
        return new ModelDeclarations(new SourceText(text), true).declared();
    }

    private DeclaredModel declared() {
        ModelText model = ModelReader.read(source);
        for (ModelText.Namespace block : model.namespaces()) {
            for (ModelText.Entity entity : block.entities()) {
                declare(block.name().toLowerCase(Locale.ROOT), entity);
            }
        }
        model.namespaces().forEach(block -> block.entities().forEach(this::checkTargets));
        return new DeclaredModel(namespaces, entities);
    }

    private void declare(String namespace, ModelText.Entity entity) {
        if (!system && namespace.equals(SystemModel.NAMESPACE)) {
            throw source.error(
                    ErrorCode.RESERVED_NAMESPACE, "the namespace 'sys' is built in; choose another", entity.name());
        }
        // A namespace gets its number with its first entity; an empty block leaves no trace.
        int first = system ? 0 : FIRST_USER_NAMESPACE;
        int number = namespaces.computeIfAbsent(namespace, name -> first + namespaces.size());
        int index = entityCounts.merge(namespace, 1, Integer::sum) - 1;
        String shortName = namespace.isEmpty() ? Integer.toString(index) : number + "." + index;
        String canonical = namespace.isEmpty()
                ? entity.name().text()
                : namespace + "." + entity.name().text();
        Entity declared = declaration.declare(canonical, shortName, entity);
        if (entities.putIfAbsent(canonical, declared) != null) {
            throw source.error(
                    ErrorCode.DUPLICATE_ENTITY, "the entity '" + canonical + "' is declared twice", entity.name());
        }
    }

    private void checkTargets(ModelText.Entity entity) {
        for (ModelText.Entry entry : entity.entries()) {
            if (entry instanceof ModelText.Field field && field.type() instanceof ModelText.Relation relation) {
                String written = relation.target().text();
                EntityName target = EntityName.of(written);
                if (!namespaces.containsKey(target.namespace()) || !entities.containsKey(target.canonical())) {
                    throw source.error(
                            ErrorCode.UNKNOWN_REFERENCE_TARGET,
                            "the entity '" + written + "' is not declared in this model."
                                    + Nearest.suggestion(written, entities.keySet()),
                            requireNonNull(relation.target()));
                }
            }
        }
    }
}
