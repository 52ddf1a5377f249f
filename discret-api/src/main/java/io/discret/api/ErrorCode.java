package io.discret.api;

import java.util.Locale;

/**
 * Name an error for programs. The names are stable; the sentences are not.
 *
 * <p>Groups: texts of the four languages, parameters, rows and identifiers, rights, keys, assembly, store, network.
 */
public enum ErrorCode {
    // The text does not follow the grammar, or names something that does not exist.
    SYNTAX,
    TOO_COMPLEX,
    UNKNOWN_NAMESPACE,
    UNKNOWN_ENTITY,
    UNKNOWN_FIELD,
    UNKNOWN_FILTER_FIELD,
    UNKNOWN_ORDER_FIELD,
    UNKNOWN_NULLABLE_FIELD,
    UNKNOWN_REFERENCE_TARGET,
    DUPLICATE_ENTITY,
    DUPLICATE_FIELD,
    DUPLICATE_INDEX,
    INDEX_DUPLICATE_FIELD,
    DUPLICATE_NAME,
    RESERVED_NAME,
    RESERVED_WORD,
    RESERVED_NAMESPACE,
    SYSTEM_FIELD_NAME,
    ALIAS_IS_FIELD,
    ALIAS_IS_ENTITY,
    FIELD_TYPE_MISMATCH,
    DEFAULT_TYPE,
    INDEX_FIELD_TYPE,
    FUNCTION_FIELD_TYPE,
    PAGING_TYPE,
    REFERENCE_NEEDS_BLOCK,
    SCALAR_WITH_BLOCK,
    VARIABLE_ON_REFERENCE,
    NOT_AN_ARRAY_FIELD,
    NULLABLE_ON_SCALAR,
    BOOLEAN_LITERAL,
    INTEGER_LITERAL,
    FLOAT_VALUE,
    BAD_BASE64,
    BAD_JSON,
    JSON,
    NOT_NULLABLE,
    REQUIRED_FIELD_MISSING,
    READ_ONLY_FIELD,
    SEARCH_WITH_ORDER,
    SEARCH_WITH_PAGING,
    BEFORE_AND_AFTER,
    PAGING_LONGER_THAN_ORDER,
    ORDER_BY_REFERENCE,
    AGGREGATE_WITH_REFERENCE,
    REFERENCE_FILTER_OPERATOR,
    SEARCH_SYNTAX,

    // Changes of the data model.
    FIELD_REMOVED,
    FIELD_ORDER_CHANGED,
    FIELD_TYPE_CHANGED,
    DEFAULT_REQUIRED,
    ENTITY_REMOVED,
    ENTITY_ORDER_CHANGED,
    NAMESPACE_REMOVED,
    NAMESPACE_ORDER_CHANGED,

    // Parameters and results.
    VARIABLE_TYPE_CONFLICT,
    MISSING_PARAMETER,
    DUPLICATE_PARAMETER,
    PARAMETER_TYPE,
    PARAMS_NESTED,
    PARAMS_NOT_OBJECT,
    INTEGER_RANGE,
    RESULT_MEMBER_MISSING,
    RESULT_NOT_OBJECT,
    RESULT_NOT_ARRAY,
    RESULT_CONVERSION,
    TOO_MANY_STREAMS,

    // Identifiers and rows.
    UNKNOWN_ID,
    BAD_UID,
    ID_IS_NULL,
    BAD_SIGNATURE,
    SIGNATURE_LENGTH,
    KEY_TYPE,
    KEY_LENGTH,
    BAD_KEY,
    EMPTY_ENTITY,
    EMPTY_LABEL,
    EDGE_TOO_BIG,
    NODE_TOO_BIG,
    JSON_NOT_OBJECT,
    INVALID_PEER,
    BAD_DATE,
    BAD_TOKEN,

    // Rights and rooms.
    NOT_AUTHORISED,
    /** The row is dated before the rights of its author ended, but came after; refused by configuration only. */
    LATE_ROW,
    UNKNOWN_ROOM,
    ROOM_ID_FORBIDDEN,
    SYSTEM_ENTITY_OUTSIDE_ROOM,
    UPDATE_FORBIDDEN,
    DELETE_FORBIDDEN,
    ROOM_REFERENCE_REMOVAL,
    NOT_IN_ROOM,
    USER_DATE_ORDER,
    RIGHT_DATE_ORDER,
    EDGES_NODES_COUNT_DIFFER,
    EDGE_SOURCE_DIFFERS,
    EDGE_WITHOUT_NODE,
    HISTORY_NODE_CHANGED,
    BAD_CONTENT,

    // Invites and connections.
    INVALID_INVITE,
    INVITE_EXPIRED,
    TOO_MANY_TOKENS,
    BAD_MESSAGE,
    TIME_OUT,
    PEER_UNREACHABLE,
    CERTIFICATE_REFUSED,

    // Assembly, configuration, store, life-cycle.
    PROVIDER_MISSING,
    PROVIDER_UNKNOWN,
    VERSIONS_MIXED,
    CONFIGURATION,
    UNSUPPORTED,
    WRONG_KEY,
    DATABASE_MISSING,
    FOLDER_LOCKED,
    STORAGE,
    DISK_FULL,
    /** The file is no archive, or one of another user or application. */
    ARCHIVE_FOREIGN,
    ARCHIVE_DAMAGED,
    FILE_EXISTS,
    /** An import needs a folder without a database of the user. */
    DATABASE_EXISTS,
    /** The database was begun by an import that has to be finished first. */
    IMPORT_UNFINISHED,
    CLOSED,
    /** A defect of the library itself. */
    INTERNAL;

    /** The lower-case name, as programs in other languages see it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
