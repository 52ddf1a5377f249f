package io.discret.core.rooms;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Read the rows of a room definition (docs/protocol/30 §9.5). Stateless. */
final class DefinitionEntry {
    /** A fixed order, where the reference takes the order of arrival (docs/protocol/30 B20). */
    static final Comparator<Node> IN_TIME =
            Comparator.comparingLong(Node::mdate).thenComparing(Node::id);

    private DefinitionEntry() {}

    /** Rows in the order in which their statements take effect. */
    static List<Node> inTime(List<Node> rows) {
        return rows.stream().sorted(IN_TIME).toList();
    }

    /** Who signed a row. */
    static VerifyingKey signer(Node row) {
        return VerifyingKey.of(row.verifyingKey());
    }

    /** A statement on a user. {@code key} is empty when nobody can have that key: the row says nothing, and stays. */
    record User(Optional<VerifyingKey> key, UserEntry entry) {}

    /** A statement on an entity. */
    record EntityRight(String entity, RightEntry entry) {}

    static User user(Node row) {
        JsonValue.Obj json = object(row);
        JsonValue enabled = json.get(SystemEntity.USER_AUTH_ENABLED);
        UserEntry entry = new UserEntry(row.mdate(), enabled == null || bool(enabled));
        if (!(json.get(SystemEntity.USER_AUTH_KEY) instanceof JsonValue.Text text)) {
            throw DefinitionShape.refused(ErrorCode.BAD_CONTENT);
        }
        if (!Base64Url.isValid(text.value())) {
            throw DefinitionShape.refused(ErrorCode.BAD_BASE64);
        }
        return new User(key(Base64Url.decode(text.value())), entry);
    }

    static EntityRight right(Node row) {
        JsonValue.Obj json = object(row);
        if (!(json.get(SystemEntity.RIGHT_ENTITY) instanceof JsonValue.Text entity)) {
            throw DefinitionShape.refused(ErrorCode.BAD_CONTENT);
        }
        return new EntityRight(
                entity.value(),
                new RightEntry(
                        row.mdate(), bool(json.get(SystemEntity.RIGHT_SELF)), bool(json.get(SystemEntity.RIGHT_ALL))));
    }

    private static Optional<VerifyingKey> key(byte[] exported) {
        try {
            return Optional.of(VerifyingKey.of(exported));
        } catch (DiscretException e) {
            return Optional.empty();
        }
    }

    private static JsonValue.Obj object(Node row) {
        String json = row.json();
        if (json != null && StrictJson.parse(json) instanceof JsonValue.Obj object) {
            return object;
        }
        throw DefinitionShape.refused(ErrorCode.BAD_CONTENT);
    }

    private static boolean bool(@Nullable JsonValue value) {
        if (value instanceof JsonValue.Bool bool) {
            return bool.value();
        }
        throw DefinitionShape.refused(ErrorCode.BAD_CONTENT);
    }
}
