package io.discret.store.jdbc;

import io.discret.api.Uid;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Move values between Java and JDBC, and cut long lists into statements. Stateless. */
final class Sql {
    /**
     * Lengths of the lists in the statements that are prepared: a long list is cut into the longest and the rest padded to
     * the next length by repeating its last value, so that few statements serve lists of any length.
     */
    private static final int[] LIST_LENGTHS = {1, 8, 64, 512};

    private Sql() {}

    static Uid uid(ResultSet row, int column) throws SQLException {
        return Uid.of(row.getBytes(column));
    }

    static @Nullable Uid optionalUid(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : Uid.of(bytes);
    }

    static void bindBytes(PreparedStatement statement, int index, byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BINARY);
        } else {
            statement.setBytes(index, value);
        }
    }

    static void bindText(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value);
        }
    }

    /** Bind a list to consecutive parameters, repeating the last value up to a length. */
    static void bindList(PreparedStatement statement, int from, List<byte[]> values, int length) throws SQLException {
        for (int i = 0; i < length; i++) {
            statement.setBytes(from + i, values.get(Math.min(i, values.size() - 1)));
        }
    }

    /** The question marks of a list. */
    static String marks(int count) {
        return "?" + ",?".repeat(count - 1);
    }

    /** Call once per piece of a list, with the piece and the length of the list in the statement. */
    static void inPieces(List<byte[]> values, BiConsumer<List<byte[]>, Integer> piece) {
        int longest = LIST_LENGTHS[LIST_LENGTHS.length - 1];
        for (int from = 0; from < values.size(); from += longest) {
            List<byte[]> part = values.subList(from, Math.min(values.size(), from + longest));
            int length = longest;
            for (int candidate : LIST_LENGTHS) {
                if (candidate >= part.size()) {
                    length = candidate;
                    break;
                }
            }
            piece.accept(part, length);
        }
    }

    /** The distinct ids as bytes. */
    static List<byte[]> bytes(Collection<Uid> ids) {
        List<byte[]> values = new ArrayList<>(ids.size());
        ids.stream().distinct().forEach(id -> values.add(id.bytes()));
        return values;
    }
}
