package io.discret.spi;

/** Type of a scalar field of the data model (docs/protocol/10 §4.3). */
public enum ScalarType {
    INTEGER,
    FLOAT,
    BOOLEAN,
    STRING,
    BASE64,
    JSON
}
