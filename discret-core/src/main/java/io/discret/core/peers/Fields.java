package io.discret.core.peers;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.Node;
import java.util.Map;
import java.util.TreeMap;

/** Read and write the JSON of the system rows, which hold texts and numbers only. Stateless. */
public final class Fields {
    private Fields() {}

    /** A text member of a row; the empty text when it is not there. */
    public static String text(Node row, String member) {
        return row.json() != null
                        && StrictJson.parse(row.json()) instanceof JsonValue.Obj object
                        && object.get(member) instanceof JsonValue.Text text
                ? text.value()
                : "";
    }

    /** The JSON of a row with one member changed; all others, also those of later versions of the model, stay. */
    public static String with(Node row, String member, String value) {
        if (row.json() != null && StrictJson.parse(row.json()) instanceof JsonValue.Obj object) {
            Map<String, JsonValue> members = new TreeMap<>(object.members());
            members.put(member, new JsonValue.Text(value));
            return JsonValue.Obj.of(members).compact();
        }
        throw new DiscretException(
                ErrorCode.JSON_NOT_OBJECT, "The row " + row.id() + " holds no JSON object; delete it.");
    }
}
