package io.discret.query;

import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Know the fields every entity has without declaring them (docs/protocol/10 §5). */
final class SystemFields {
    static final String PEER = "sys_peer";
    static final String ROOM = "sys_room";

    /** Every name, in a fixed order for suggestions. */
    static final List<String> NAMES = Stream.concat(
                    Stream.of(SystemColumn.values()).map(SystemColumn::text), Stream.of(PEER, ROOM))
            .toList();

    private SystemFields() {}

    static Optional<SystemColumn> column(String name) {
        return Stream.of(SystemColumn.values())
                .filter(column -> column.text().equals(name))
                .findFirst();
    }

    static boolean isRelation(String name) {
        return name.equals(PEER) || name.equals(ROOM);
    }

    static ScalarType type(SystemColumn column) {
        return switch (column) {
            case CDATE, MDATE -> ScalarType.INTEGER;
            case ENTITY, JSON -> ScalarType.STRING;
            case ID, ROOM_ID, VERIFYING_KEY, BINARY, SIGNATURE -> ScalarType.BASE64;
        };
    }

    static boolean nullable(SystemColumn column) {
        return column == SystemColumn.ROOM_ID;
    }

    /** Whether a mutation may give it. */
    static boolean settable(SystemColumn column) {
        return column == SystemColumn.ID || column == SystemColumn.ROOM_ID || column == SystemColumn.BINARY;
    }
}
