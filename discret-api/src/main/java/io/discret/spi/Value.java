package io.discret.spi;

/** Hold one value of a query: a literal, or what a variable is bound to. Immutable. */
public sealed interface Value {
    /** Null; as a bound variable it equals nothing. */
    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    record Int(long value) implements Value {}

    record Real(double value) implements Value {}

    record Text(String value) implements Value {}

    /** Bytes of a system column. The array is shared: nobody may change it. */
    record Bytes(byte[] value) implements Value {}
}
