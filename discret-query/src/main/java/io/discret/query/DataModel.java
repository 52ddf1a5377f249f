package io.discret.query;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.QuerySyntaxException;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Know the entities an application declared, and those of the system (docs/protocol/10).
 *
 * <p>Immutable: {@link #update} gives a new one and leaves this one as it was. Safe for use by any thread.
 */
public final class DataModel {
    private static final DeclaredModel SYSTEM = ModelDeclarations.system(SystemModel.TEXT);

    private final String userText;
    private final DeclaredModel user;
    /** Indexes some update removed, by canonical name of the entity; it only grows (docs/protocol/10 §9.2). */
    private final Map<String, List<IndexDefinition>> removedIndexes;

    private final Map<String, Entity> byShortName = new HashMap<>();

    DataModel(String userText, DeclaredModel user, Map<String, List<IndexDefinition>> removedIndexes) {
        this.userText = userText;
        this.user = user;
        this.removedIndexes = Collections.unmodifiableMap(new LinkedHashMap<>(removedIndexes));
        entities().forEach(entity -> byShortName.put(entity.shortName(), entity));
    }

    /** The model of an application that declares nothing. */
    public static DataModel system() {
        return new DataModel("", DeclaredModel.empty(), Map.of());
    }

    /**
     * Read back what {@link #stored()} wrote.
     *
     * @throws DiscretException when the text is damaged
     */
    public static DataModel restore(String stored) {
        return StoredModel.read(stored);
    }

    /**
     * Continue with a new text, always the complete model (docs/protocol/10 §8).
     *
     * @param text the model of the application, without system entities
     * @return the model in force from now on; fields and entities are numbered by their place
     * @throws QuerySyntaxException when the text itself is wrong
     * @throws io.discret.api.ModelConflictException when it does not continue this model
     * @throws DiscretException with {@link ErrorCode#TOO_COMPLEX}
     */
    public DataModel update(String text) {
        DeclaredModel changed = ModelDeclarations.user(text);
        ModelRules.check(user, changed);
        Map<String, Entity> entities = new LinkedHashMap<>();
        changed.entities()
                .forEach((name, entity) ->
                        entities.put(name, keepFullText(user.entities().get(name), entity)));
        return new DataModel(text, new DeclaredModel(changed.namespaces(), entities), removed(changed));
    }

    /** The flag stays what it was when the entity was first seen, like in the reference (docs/protocol/10 §8.2). */
    private static Entity keepFullText(@Nullable Entity old, Entity changed) {
        return old == null || old.fullText() == changed.fullText() ? changed : changed.withFullText(old.fullText());
    }

    private Map<String, List<IndexDefinition>> removed(DeclaredModel changed) {
        Map<String, List<IndexDefinition>> removed = new LinkedHashMap<>(removedIndexes);
        for (Entity old : user.entities().values()) {
            Entity entity = changed.entities().getOrDefault(old.name(), old);
            List<IndexDefinition> all = new ArrayList<>(removed.getOrDefault(old.name(), List.of()));
            Set<String> kept = names(entity.indexes());
            kept.addAll(names(all));
            old.indexes().stream()
                    .filter(index -> !kept.contains(index.storeName()))
                    .forEach(all::add);
            if (!all.isEmpty()) {
                removed.put(old.name(), List.copyOf(all));
            }
        }
        return removed;
    }

    private static Set<String> names(List<IndexDefinition> indexes) {
        return indexes.stream().map(IndexDefinition::storeName).collect(Collectors.toSet());
    }

    /** The JSON text that survives a restart; it never leaves the device. */
    public String stored() {
        return StoredModel.write(this);
    }

    /** The description an application sees (docs/protocol/10 §9.2): pretty JSON. */
    public String describe() {
        return ModelDescription.of(this).pretty();
    }

    /** The last text accepted; empty when there was none. */
    public String userText() {
        return userText;
    }

    /** Every entity: those of the system first, then those of the text in order. */
    public Collection<Entity> entities() {
        List<Entity> all = new ArrayList<>(SYSTEM.entities().values());
        all.addAll(user.entities().values());
        return Collections.unmodifiableList(all);
    }

    /**
     * Find an entity by the name a text writes (docs/protocol/10 §6).
     *
     * @param written the namespace in any case, the entity in its own
     * @throws DiscretException with {@link ErrorCode#UNKNOWN_NAMESPACE} or {@link ErrorCode#UNKNOWN_ENTITY}
     */
    public Entity entity(String written) {
        Entity entity = find(written);
        if (entity == null) {
            throw new DiscretException(unknownCode(written), unknownMessage(written));
        }
        return entity;
    }

    Entity entity(SourceText source, Word written) {
        Entity entity = find(written.text());
        if (entity == null) {
            throw source.error(unknownCode(written.text()), unknownMessage(written.text()), written);
        }
        return entity;
    }

    /** The entity with a written name, or null. */
    @Nullable
    Entity find(String written) {
        EntityName name = EntityName.of(written);
        DeclaredModel part = part(name);
        return part.namespaces().containsKey(name.namespace()) ? part.entities().get(name.canonical()) : null;
    }

    /** The entity a short name stands for, or null when this model does not know it (docs/protocol/10 §7.4). */
    public @Nullable Entity byShortName(String shortName) {
        return byShortName.get(shortName);
    }

    /** The indexes to have. */
    public List<IndexDefinition> indexes() {
        return entities().stream().flatMap(entity -> entity.indexes().stream()).toList();
    }

    /** The indexes some update removed and none declared again. */
    public List<IndexDefinition> droppedIndexes() {
        Set<String> declared = names(indexes());
        return removedIndexes.values().stream()
                .flatMap(List::stream)
                .filter(index -> !declared.contains(index.storeName()))
                .toList();
    }

    Map<String, List<IndexDefinition>> removedIndexes() {
        return removedIndexes;
    }

    /** Numbers of the namespaces, that of the system first. */
    Map<String, Integer> namespaces() {
        Map<String, Integer> all = new LinkedHashMap<>(SYSTEM.namespaces());
        all.putAll(user.namespaces());
        return all;
    }

    private DeclaredModel part(EntityName name) {
        return name.namespace().equals(SystemModel.NAMESPACE) ? SYSTEM : user;
    }

    private ErrorCode unknownCode(String written) {
        EntityName name = EntityName.of(written);
        boolean known = part(name).namespaces().containsKey(name.namespace());
        return known ? ErrorCode.UNKNOWN_ENTITY : ErrorCode.UNKNOWN_NAMESPACE;
    }

    private String unknownMessage(String written) {
        List<String> names = entities().stream().map(Entity::name).toList();
        return "The model has no entity '" + written + "'." + Nearest.suggestion(written, names);
    }
}
