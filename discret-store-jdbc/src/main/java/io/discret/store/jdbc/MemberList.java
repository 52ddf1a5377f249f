package io.discret.store.jdbc;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan.Output;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collect the members of a selection and what must be read of each row to write them. */
final class MemberList {
    private final List<Member> members = new ArrayList<>();
    private final List<SystemColumn> columns = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();

    void addNested(Output.Nested nested, CompiledSelection child) {
        if (nested.relation() instanceof Relation.Field) {
            position(SystemColumn.ID);
        } else if (nested.relation() instanceof Relation.Peer) {
            position(SystemColumn.VERIFYING_KEY);
        } else {
            position(SystemColumn.ROOM_ID);
        }
        members.add(new Member.Nested(
                head(nested.name()), nested.name(), nested.relation().many(), nested.required(), child));
    }

    void addScalar(String name, Expression value) {
        if (value instanceof Expression.Column column) {
            members.add(new Member.Column(head(name), position(column.column()), kind(column.column())));
        } else if (value instanceof Expression.Field field) {
            members.add(new Member.Json(
                    head(name), slot(field.shortName()), List.of(), absent(field.type(), field.defaultValue())));
        } else if (value instanceof Expression.JsonPath path) {
            members.add(new Member.Json(
                    head(name), slot(path.shortName()), path.steps(), absent(path.defaultValue(), path.steps())));
        } else {
            throw new IllegalArgumentException("An aggregate needs an aggregate selection.");
        }
    }

    void add(Member member) {
        members.add(member);
    }

    List<Member> members() {
        return members;
    }

    List<SystemColumn> columns() {
        return columns;
    }

    List<String> fields() {
        return fields;
    }

    /** The columns to read of the row {@code n}. */
    String columnList() {
        if (columns.isEmpty()) {
            return "1";
        }
        return String.join(", ", columns.stream().map(c -> "n." + c.text()).toList());
    }

    static String head(String name) {
        StringBuilder head = new StringBuilder();
        JsonScalar.appendString(head, name);
        return head.append(':').toString();
    }

    static Member.Kind kind(SystemColumn column) {
        if (column.bytes()) {
            return Member.Kind.BYTES;
        }
        return column == SystemColumn.CDATE || column == SystemColumn.MDATE ? Member.Kind.NUMBER : Member.Kind.TEXT;
    }

    private int position(SystemColumn column) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
        return columns.indexOf(column) + 1;
    }

    private int slot(String shortName) {
        position(SystemColumn.JSON);
        if (!fields.contains(shortName)) {
            fields.add(shortName);
        }
        return fields.indexOf(shortName);
    }

    private static String absent(ScalarType type, @Nullable Value byDefault) {
        if (type == ScalarType.JSON) {
            return absent(byDefault, List.of());
        }
        StringBuilder text = new StringBuilder();
        JsonScalar.append(text, byDefault == null ? new Value.Null() : byDefault);
        return text.toString();
    }

    private static String absent(@Nullable Value byDefault, List<Expression.Step> steps) {
        StringBuilder text = new StringBuilder();
        if (byDefault instanceof Value.Text json) {
            JsonText.append(text, json.value(), JsonText.follow(json.value(), JsonText.whole(json.value()), steps));
        } else {
            text.append("null");
        }
        return text.toString();
    }
}
