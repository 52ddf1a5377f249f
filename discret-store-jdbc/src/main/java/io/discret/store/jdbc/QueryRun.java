package io.discret.store.jdbc;

import io.discret.api.Base64Url;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.RowCursor;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Run the selections of one query and write their JSON text.
 *
 * <p>Rows are written as they are read. A row that turns out to be dropped is cut off again, and reading stops as soon as
 * there are enough rows.
 */
final class QueryRun {
    private final Session session;
    private final Map<String, Value> variables;
    private final StringBuilder out = new StringBuilder(512);
    private final Map<String, Object> searches = new HashMap<>();

    QueryRun(Session session, Map<String, Value> variables) {
        this.session = session;
        this.variables = variables;
    }

    /** A row whose nested selections are read. */
    private record Parent(CompiledSelection selection, ResultSet row) {
        byte @Nullable [] bytes(SystemColumn column) throws SQLException {
            return row.getBytes(selection.position(column));
        }
    }

    StringBuilder out() {
        return out;
    }

    /**
     * Write an array, or for a single relation one object or null.
     *
     * @return how many rows were written
     */
    long select(CompiledSelection selection) {
        return select(selection, null);
    }

    private long select(CompiledSelection selection, @Nullable Parent parent) {
        Rows rows = new Rows(selection);
        out.append(selection.many() ? "[" : "");
        if (rows.limit > 0) {
            session.each(selection.sql(), s -> bind(s, selection, parent), rows::take);
        }
        if (selection.many()) {
            out.append(']');
        } else if (rows.written == 0) {
            out.append("null");
        }
        return rows.written;
    }

    /** The rows of a selection at the top, one JSON object each. */
    RowCursor cursor(CompiledSelection selection) {
        return new Cursor(selection);
    }

    private final class Cursor implements RowCursor {
        private final Rows rows;
        private final Session.OpenRows open;
        private boolean more;

        Cursor(CompiledSelection selection) {
            rows = new Rows(selection);
            more = rows.limit > 0;
            open = session.open(selection.sql(), s -> bind(s, selection, null));
        }

        @Override
        public @Nullable String next() {
            while (more) {
                out.setLength(0);
                more = open.next(rows::take);
                if (out.length() > 0) {
                    return out.substring(out.charAt(0) == ',' ? 1 : 0);
                }
            }
            return null;
        }

        @Override
        public void close() {
            more = false;
            open.close();
        }
    }

    private final class Rows {
        private final CompiledSelection selection;
        private final String[] fields;
        private final long[] places;
        private final long limit;
        private long toSkip;
        private long written;

        Rows(CompiledSelection selection) {
            this.selection = selection;
            fields = selection.fields().toArray(String[]::new);
            places = new long[fields.length];
            limit = selection.many() ? selection.bounds().limit(QueryRun.this::value) : 1;
            toSkip = selection.bounded() ? 0 : selection.bounds().offset(QueryRun.this::value);
        }

        boolean take(ResultSet row) throws SQLException {
            int start = out.length();
            out.append(written == 0 ? "" : ",");
            boolean kept = selection.representative() == null ? object(row, row) : group(row);
            if (!kept || toSkip > 0) {
                out.setLength(start);
                toSkip -= kept ? 1 : 0;
                return true;
            }
            written++;
            return written < limit;
        }

        private boolean group(ResultSet row) throws SQLException {
            CompiledSelection.Representative representative = selection.representative();
            if (representative == null) {
                return false;
            }
            long number = row.getLong(representative.numberIndex());
            boolean[] kept = new boolean[1];
            session.each(representative.sql(), s -> s.setLong(1, number), first -> kept[0] = object(row, first));
            return kept[0];
        }

        /** Write one object; false when the row is dropped. */
        private boolean object(ResultSet aggregates, ResultSet row) throws SQLException {
            String json = null;
            if (fields.length > 0) {
                json = row.getString(selection.position(SystemColumn.JSON));
                JsonText.members(json == null ? "" : json, fields, places);
            }
            char before = '{';
            for (Member member : selection.members()) {
                out.append(before).append(member.head());
                before = ',';
                if (member instanceof Member.Json place) {
                    appendPlace(place, json == null ? "" : json);
                } else if (member instanceof Member.Column column) {
                    appendColumn(column, row);
                } else if (member instanceof Member.Aggregate aggregate) {
                    AggregateValue.append(out, session.dialect(), aggregate.aggregate(), aggregates, aggregate.index());
                } else if (member instanceof Member.Nested nested && !nested(nested, row)) {
                    return false;
                }
            }
            out.append('}');
            return true;
        }

        private void appendPlace(Member.Json member, String json) {
            long place = places[member.slot()];
            if (place == JsonText.NOWHERE) {
                out.append(member.absent());
            } else {
                JsonText.append(out, json, JsonText.follow(json, place, member.steps()));
            }
        }

        private boolean nested(Member.Nested nested, ResultSet row) {
            long found = select(nested.child(), new Parent(selection, row));
            if (nested.required() && found == 0) {
                return false;
            }
            for (CompiledSelection.EmptyTest test : selection.emptyTests()) {
                if (test.member().equals(nested.name()) && (found == 0) == test.negated()) {
                    return false;
                }
            }
            return true;
        }
    }

    private void appendColumn(Member.Column column, ResultSet row) throws SQLException {
        switch (column.kind()) {
            case NUMBER -> out.append(row.getLong(column.index()));
            case TEXT -> appendString(row.getString(column.index()));
            case BYTES -> appendBytes(out, row.getBytes(column.index()));
        }
    }

    private void appendString(@Nullable String text) {
        if (text == null) {
            out.append("null");
        } else {
            JsonScalar.appendString(out, text);
        }
    }

    static void appendBytes(StringBuilder out, byte @Nullable [] bytes) {
        if (bytes == null) {
            out.append("null");
        } else {
            out.append('"').append(Base64Url.encode(bytes)).append('"');
        }
    }

    private void bind(PreparedStatement s, CompiledSelection selection, @Nullable Parent parent) throws SQLException {
        List<Argument> arguments = selection.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            int index = i + 1;
            if (argument instanceof Argument.Constant constant) {
                bind(s, index, constant.value());
            } else if (argument instanceof Argument.Given given) {
                Value value = value(given.operand());
                bind(s, index, given.compared() ? session.dialect().compared(value) : value);
            } else if (argument instanceof Argument.Search search) {
                s.setObject(index, found(value(search.operand())));
            } else if (argument instanceof Argument.Parent column && parent != null) {
                Sql.bindBytes(s, index, parent.bytes(column.column()));
            } else if (argument instanceof Argument.Limit limit) {
                s.setLong(index, limit.bounds().limit(this::value));
            } else if (argument instanceof Argument.Offset offset) {
                s.setLong(index, offset.bounds().offset(this::value));
            }
        }
    }

    /** A search inside of a nested selection runs once, not for each row of the enclosing one. */
    private Object found(Value value) {
        String text = value instanceof Value.Text given ? given.value() : "";
        Object known = searches.get(text);
        if (known == null) {
            known = session.dialect().searchArgument(session, text);
            searches.put(text, known);
        }
        return known;
    }

    private Value value(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        Value value = variables.get(((Operand.Variable) operand).name());
        return value == null ? new Value.Null() : value;
    }

    private static void bind(PreparedStatement s, int index, Value value) throws SQLException {
        if (value instanceof Value.Text text) {
            s.setString(index, text.value());
        } else if (value instanceof Value.Int number) {
            s.setLong(index, number.value());
        } else if (value instanceof Value.Real real) {
            s.setDouble(index, real.value());
        } else if (value instanceof Value.Bool bool) {
            s.setInt(index, bool.value() ? 1 : 0);
        } else if (value instanceof Value.Bytes bytes) {
            s.setBytes(index, bytes.value());
        } else {
            s.setNull(index, Types.VARCHAR);
        }
    }
}
