package io.discret.spi;

/** Columns every row has (docs/protocol/10 §5). */
public enum SystemColumn {
    ID("id", true),
    ROOM_ID("room_id", true),
    CDATE("cdate", false),
    MDATE("mdate", false),
    VERIFYING_KEY("verifying_key", true),
    ENTITY("_entity", false),
    JSON("_json", false),
    BINARY("_binary", true),
    SIGNATURE("_signature", true);

    private final String text;
    private final boolean bytes;

    SystemColumn(String text, boolean bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** The name in the languages. */
    public String text() {
        return text;
    }

    /** Whether the column holds bytes, shown as base64. */
    public boolean bytes() {
        return bytes;
    }
}
