package io.discret.interop;

/** Who a process is. */
enum Side {
    JAVA,
    RUST;

    Side other() {
        return this == JAVA ? RUST : JAVA;
    }

    @Override
    public String toString() {
        return this == JAVA ? "Java" : "Rust";
    }
}
